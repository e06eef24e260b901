import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { type Door, startDoor } from "../../server/doorkeeper/door.ts";
import { callLocally, localPlaces } from "../../server/doorkeeper/local-socket.ts";
import { readPairingToken } from "../../server/doorkeeper/pairing-token.ts";
import { freshShare, sealCredentials, writeBlock } from "../../shared/credentials.ts";
import { doorEntry } from "../../shared/records.ts";
import { hashOf, hear, sha256 } from "../../shared/statements.ts";
import { agreeOnKeys } from "../../shared/stream.ts";
import { offer } from "../server/door.ts";
import { Listener } from "../server/listener.ts";
import { approve, type Customer, cast, customer, days, introduce, requestAccess } from "../server/people.ts";
import { run } from "../server/running.ts";
import { extension, knock, order, orderFor } from "../server/visit.ts";
import { rightCredentials } from "./approval.ts";
import { answerPairDoor } from "./people.ts";
import { scriptedScreen } from "./scripted-login.ts";
import { TestViewer } from "./visit-viewer.ts";

// The doorkeeper and the server, both whole, with nothing between.

let server: Awaited<ReturnType<typeof run>>;
let anna: Awaited<ReturnType<typeof cast>>["anna"];
let him: Customer;
let his: Listener;
let active: Awaited<ReturnType<typeof introduce>>;
let folder: string;
let door: Door;
let computer: string;
const data = (): string => join(folder, "data");
const places = () => localPlaces(data(), { RUNTIME_DIRECTORY: join(folder, "run") });

async function start(pair: string | null, said: (sentence: string) => void = () => {}): Promise<Door> {
  return startDoor({
    ...{ data: data(), places: places(), server: server.url, screen: null, environment: {}, say: said, failed: said },
    pair: pair === null ? null : readPairingToken(pair),
    mayAdd: async () => false,
    logIn: scriptedScreen(rightCredentials).logIn,
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "doorkeeper-"));
  server = await run({ at: Date.now() });
  ({ anna } = await cast(server));
  him = await customer(server);
  active = await introduce(anna, him);
  his = Listener.as(server.url, him.held.token);
  await his.until((one) => one.last("state"));
  const offered = await offer(him);
  let shown = "";
  door = await start(offered.token, (sentence) => {
    shown += `${sentence}\n`;
  });
  const answered = await his.until((one) => one.last("pairing")?.value.state === "answered" && one.last("pairing"));
  const pairDoor = answered.value.pairDoor ?? "";
  const genuine = await answerPairDoor({ name: him.key, privateKey: him.keys.pair.privateKey }, offered, pairDoor);
  computer = genuine.computer;
  await him.ask("POST", `/api/pairings/${offered.id}/reveal`, { r: offered.r });
  await vi.waitFor(() => expect(shown.replace(/\D/g, "")).toBe(genuine.number), 10_000);
  await him.ask("POST", `/api/pairings/${offered.id}/paired`, { paired: genuine.paired });
  await vi.waitFor(() => expect(shown).toContain("Paired"), 10_000);
});
afterEach(async () => {
  await door.stop();
  his.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

const online = (is: boolean) => his.until((one) => one.last("computer")?.value.doorOnline === is);
const given = async () => approve(him, await requestAccess(anna, him, active, days(3), computer));
const grantTold = (look: (grant: { n: number; revokedBy: string | null; decided: string | null }) => boolean) =>
  his.until((one) => {
    const told = one.last("grant");
    return told && look(told.value) && told;
  });
const said = async (decided: string | null) => hear("decided", decided, computer);

/** A visit as far as the open screen. */
async function visit(grant: string): Promise<{ id: string; viewer: TestViewer }> {
  const { connection, challenge } = await knock(anna, grant);
  const heard = await hear("challenge", challenge, computer);
  if (!heard.ok) throw new Error(heard.because);
  const { share, privateKey } = await freshShare();
  const signed = await orderFor(anna, challenge, { share, at: Date.now() });
  const answer = await order(anna, connection.id, signed);
  const { token } = z.object({ token: z.string() }).parse(answer.body);
  const keys = await agreeOnKeys(privateKey, heard.statement.share, signed);
  const address = `${server.url.replace("http", "ws")}/api/connections/${connection.id}/stream`;
  const socket = new WebSocket(address, { headers: { origin: extension }, perMessageDeflate: false });
  const viewer = await TestViewer.on(socket, keys);
  await new Promise((open) => socket.once("open", open));
  socket.send(JSON.stringify({ token }));
  await viewer.sendCredentials(rightCredentials);
  expect(await viewer.next()).toMatch(/^open /);
  return { id: connection.id, viewer };
}

describe("doorkeeper and server", () => {
  it("are on the line, away and there again after either of them was started anew", async () => {
    await online(true);
    await door.stop();
    await online(false);
    door = await start(null);
    await online(true);
  });

  it("let a grant begin, with credentials that the server only passes on", async () => {
    const terms = { ...days(3), credentialMode: "at-setup" } as const;
    const asked = await requestAccess(anna, him, active, terms, computer);
    const { challenge } = z
      .object({ challenge: z.string() })
      .parse((await him.ask("POST", `/api/requests/${asked.id}/challenge`)).body);
    const heard = await hear("approval-challenge", challenge, computer);
    if (!heard.ok) throw new Error(heard.because);
    const saying = await him.grantSaying(asked.signed, asked.saying, {
      challenge: await hashOf(challenge),
      confirmed: "password",
      approvedAt: Date.now(),
    });
    const sealedFor = { grant: saying.id, customer: him.key, computer };
    const credentials = await sealCredentials(writeBlock(rightCredentials), heard.statement.share, sealedFor);
    const grant = await him.sign("grant", { ...saying, credentials: await sha256(credentials) });
    const answer = await him.ask("POST", `/api/requests/${asked.id}/approve`, { grant, credentials });
    expect(answer.status).toBe(201);
    const { receipt } = z.object({ receipt: z.string() }).parse(answer.body);
    expect(await hear("receipt", receipt, computer)).toMatchObject({ statement: { answer: "registered" } });
  });

  it("tell the customer what the computer knows: of his decisions, a revocation of hers, a pause at the computer", async () => {
    const { id } = await given();
    const saying = { customer: him.key, computer, grant: id, state: "paused", n: 1, at: Date.now() } as const;
    const answer = await him.ask("POST", `/api/grants/${id}/decision`, {
      decision: await him.sign("decision", saying),
    });
    const { decided } = z.object({ decided: z.string() }).parse(answer.body);
    expect(await said(decided)).toMatchObject({ statement: { state: "paused", n: 1, by: "customer" } });
    const other = await given();
    await callLocally(places().own, { word: "pause", about: other.id });
    const told = await grantTold(({ n, decided }) => n === 1 && decided !== null);
    expect(await said(told.value.decided)).toMatchObject({ statement: { state: "paused", by: "local" } });
    await anna.ask("POST", `/api/grants/${other.id}/revoke`);
    const revoked = await grantTold(({ decided, revokedBy }) => revokedBy !== null && decided !== told.value.decided);
    expect(await said(revoked.value.decided)).toMatchObject({ statement: { state: "revoked", by: "server" } });
  });

  it("catch up with what was decided while the doorkeeper was away", async () => {
    const { id } = await given();
    await door.stop();
    await online(false);
    const saying = { customer: him.key, computer, grant: id, state: "paused", n: 1, at: Date.now() } as const;
    const answer = await him.ask("POST", `/api/grants/${id}/decision`, {
      decision: await him.sign("decision", saying),
    });
    expect(answer.body).toMatchObject({ decided: null });
    door = await start(null);
    const told = await grantTold(({ decided }) => decided !== null);
    expect(await said(told.value.decided)).toMatchObject({ statement: { grant: id, state: "paused", n: 1 } });
  });

  it("show a visit, end it when the customer pauses, and keep the computer's own history whole", async () => {
    const { id } = await given();
    const { viewer } = await visit(id);
    const open = await his.until((one) => one.last("connection")?.value.state === "open" && one.last("connection"));
    expect(open.value.grantId).toBe(id);
    // Nothing that opens is obeyed meanwhile.
    const asked = await requestAccess(anna, him, active, days(1), computer);
    expect(await him.ask("POST", `/api/requests/${asked.id}/challenge`)).toMatchObject({ status: 409 });
    await callLocally(places().anybodys, { word: "pause", about: null });
    const ended = await his.until((one) => one.last("connection")?.value.state === "ended" && one.last("connection"));
    expect(ended.value.because).toBe("paused");
    expect(await viewer.nextWord()).toBe("end paused");
    const entries = async () =>
      z
        .object({ items: z.array(doorEntry) })
        .parse((await him.ask("GET", `/api/computers/${him.held.computerId}/entries`)).body).items;
    await vi.waitFor(async () => expect((await entries()).length).toBe(6), 10_000);
    let previous = "A".repeat(43);
    const events: string[] = [];
    for (const { n, signed } of await entries()) {
      const heard = await hear("entry", signed, computer);
      if (!heard.ok) throw new Error(heard.because);
      expect([heard.statement.n, heard.statement.previous]).toEqual([n, previous]);
      events.push(heard.statement.event);
      previous = await hashOf(signed);
    }
    expect(events.slice(0, 4)).toEqual(["started", "paired", "grant-registered", "connection-opened"]);
    expect(events.slice(4).sort()).toEqual(["connection-ended", "grant-paused"]);
  });
});
