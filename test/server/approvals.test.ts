import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type RefusalCode, refusalCode } from "../../shared/door-words.ts";
import { hashOf, sha256 } from "../../shared/statements.ts";
import type { Terms } from "../../shared/terms.ts";
import { policy } from "../shared/valid.ts";
import { pair, type ScriptedDoor, sealedGrant } from "./door.ts";
import { payloadOf } from "./door-voice.ts";
import { Listener } from "./listener.ts";
import { type Customer, cast, customer, days, grantFor, introduce, newKeys, requestAccess } from "./people.ts";
import { problemOf } from "./problem-of.ts";
import { run } from "./running.ts";

// Others may need the processor too.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let server: Awaited<ReturnType<typeof run>>;
let people: Awaited<ReturnType<typeof cast>>;
let him: Customer;
let door: ScriptedDoor;
let active: Awaited<ReturnType<typeof introduce>>;
beforeAll(async () => {
  server = await run();
  people = await cast(server);
});
afterAll(() => server.stop());
afterEach(async () => {
  await people.anna.ask("POST", `/api/sessions/${active.id}/end`);
  door.close();
});
beforeEach(async () => {
  him = await customer(server);
  active = await introduce(people.anna, him);
  door = await pair(server, him);
});

const atSetup: Terms = { ...days(3), credentialMode: "at-setup" };
const ask = (terms?: Terms) => requestAccess(people.anna, him, active, terms, door.keys.key);
type Asked = Awaited<ReturnType<typeof ask>>;
const send = (asked: Asked, grant: string, credentials?: string) =>
  him.ask("POST", `/api/requests/${asked.id}/approve`, credentials === undefined ? { grant } : { grant, credentials });

const withPassword = (asked: Asked) => sealedGrant(him, asked, door.keys.key, "secret");

describe("an approval through the door", () => {
  it("asks the doorkeeper for a challenge, and lets the grant begin there: its receipt is kept and told", async () => {
    const asked = await ask();
    const grant = await grantFor(him, asked);
    const challenged = await door.hears("approve?");
    expect(challenged).toMatchObject({ customer: him.key, request: await hashOf(asked.signed) });
    const answer = await send(asked, grant);
    expect(answer.status).toBe(201);
    const { receipt, grant: told } = answer.body as { receipt: string; grant: { id: string; receipt: string } };
    expect(payloadOf(receipt)).toMatchObject({ answer: "registered", grantHash: await hashOf(grant) });
    expect(told.receipt).toBe(receipt);
    expect(await door.hears("grant")).toMatchObject({ statement: grant, credentials: null });
    const before = door.told.length;
    expect(await send(asked, grant)).toEqual({ ...answer, headers: expect.anything() });
    expect(door.told.length).toBe(before);
  });

  it("passes sealed credentials on and keeps nothing of them", async () => {
    const asked = await ask(atSetup);
    const { grant, credentials } = await withPassword(asked);
    expect((await send(asked, grant, credentials)).status).toBe(201);
    expect(await door.hears("grant")).toMatchObject({ credentials });
  });

  it("without a password where one is needed, or with one that isn't the grant's, is refused before the doorkeeper is asked", async () => {
    const asked = await ask(atSetup);
    problemOf(await send(asked, await grantFor(him, asked)), "password-needed");
    const { grant, credentials, saying } = await withPassword(asked);
    problemOf(await send(asked, grant), "bad-signature");
    problemOf(
      await send(
        asked,
        grant,
        credentials.replace(/.$/, (last) => (last === "A" ? "Q" : "A")),
      ),
      "bad-signature",
    );
    const hash = await sha256(credentials);
    for (const change of [
      { confirmed: "click" as const, credentials: hash },
      { credentials: null },
      { challenge: null, credentials: hash },
    ])
      problemOf(await send(asked, await him.sign("grant", { ...saying, ...change }), credentials), "bad-signature");
    expect(door.last("grant")).toBeUndefined();
  });

  it("needs the password always where the group's administrator says so, and the request says that", async () => {
    const { admin, team } = people;
    const asked = await ask();
    expect(asked.passwordNeeded).toBe(false);
    const his = Listener.as(server.url, him.held.token);
    await his.until((one) => one.last("state"));
    await admin.ask("PATCH", `/api/groups/${team.id}`, { computerPasswordAlways: true });
    await his.until((one) => one.last("request")?.value.passwordNeeded);
    his.close();
    problemOf(await send(asked, await grantFor(him, asked)), "password-needed");
    const { grant, credentials } = await withPassword(asked);
    expect((await send(asked, grant, credentials)).status).toBe(201);
    await admin.ask("PATCH", `/api/groups/${team.id}`, policy());
  });

  it("can't be asked for at another door, nor for one where none is paired", async () => {
    const { anna } = people;
    const other = await newKeys();
    const request = (computer: string | null) =>
      anna.sign("request", anna.requestSaying(him.key, active.id, active.endsAt, days(1), { computer }));
    const post = async (computer: string | null) =>
      anna.ask("POST", "/api/requests", { sessionId: active.id, request: await request(computer) });
    problemOf(await post(other.key), "bad-signature");
    problemOf(await post(null), "bad-signature");
    expect((await post(door.keys.key)).status).toBe(201);
  });

  it("that the doorkeeper refuses is no grant, and says why", async () => {
    const asked = await ask();
    for (const because of refusalCode.options) await refusedWith(asked, because);
    expect((await him.ask("GET", "/api/grants")).body).toEqual({ items: [] });
    expect((await him.ask("GET", "/api/requests?state=pending")).body).toMatchObject({ items: [{ id: asked.id }] });
  });
  async function refusedWith(asked: Asked, because: RefusalCode): Promise<void> {
    door.script = {
      grant: async ({ ask, statement }) => {
        const grantHash = await hashOf(statement);
        const grant = String(payloadOf(statement).id);
        return { kind: "receipt", ask, statement: await door.say("receipt", { grant, grantHash, answer: because }) };
      },
    };
    const answer = await send(asked, await grantFor(him, asked));
    const isRule = ["other-key", "revoked", "expired", "paused", "upcoming", "outside-hours"].includes(because);
    expect(answer.body).toMatchObject(isRule ? { code: "closed", because } : { code: because });
    if (because === "clocks-differ") expect(answer.body).toMatchObject({ at: server.now(), yours: server.now() });
  }

  it("is no grant without a receipt that the doorkeeper signed for this very grant", async () => {
    const asked = await ask();
    const another = await newKeys();
    const lies: ScriptedDoor["script"]["grant"][] = [
      async ({ ask, statement }) => {
        const said = { grant: String(payloadOf(statement).id), grantHash: another.key, answer: "registered" as const };
        return { kind: "receipt", ask, statement: await door.say("receipt", said) };
      },
      async ({ ask, statement }) => {
        const said = { grant: active.id, grantHash: await hashOf(statement), answer: "registered" as const };
        return { kind: "receipt", ask, statement: await door.say("receipt", said) };
      },
      async ({ ask, statement }) => {
        const said = { grant: String(payloadOf(statement).id), grantHash: await hashOf(statement) };
        const own = { ...said, answer: "registered" as const, computer: another.key };
        return { kind: "receipt", ask, statement: await door.say("receipt", own) };
      },
    ];
    for (const lie of lies) {
      door.script = lie === undefined ? {} : { grant: lie };
      problemOf(await send(asked, await grantFor(him, asked)), "bad-signature");
    }
    door.script = { grant: async ({ ask }) => ({ kind: "ordered", ask, connection: active.id }) };
    problemOf(await send(asked, await grantFor(him, asked)), "no-receipt");
    expect((await him.ask("GET", "/api/grants")).body).toMatchObject({ items: [] });
  });

  it("says offline where the doorkeeper isn't there, and no-receipt where its line breaks", async () => {
    const asked = await ask();
    const grant = await grantFor(him, asked);
    door.script = {
      grant: async () => {
        door.close();
        return null;
      },
    };
    problemOf(await send(asked, grant), "no-receipt");
    problemOf(await send(asked, grant), "offline");
    problemOf(await him.ask("POST", `/api/requests/${asked.id}/challenge`), "offline");
  });

  it("that comes too late is closed again at the computer: the technician took her request back meanwhile", async () => {
    const asked = await ask();
    door.script = {
      grant: async (message) => {
        await people.anna.ask("POST", `/api/requests/${asked.id}/withdraw`);
        return door.good(message);
      },
    };
    const signed = await grantFor(him, asked);
    problemOf(await send(asked, signed), "not-pending");
    expect(await door.hears("close")).toMatchObject({ grant: payloadOf(signed).id });
  });

  it("of a challenge that is signed by another key, or for another customer or request, is refused", async () => {
    const asked = await ask();
    const { key } = await newKeys();
    const share = key;
    const request = await hashOf(asked.signed);
    for (const said of [
      { customer: key, request, share },
      { customer: him.key, request: key, share },
      { customer: him.key, request, share, computer: key },
    ]) {
      door.script = {
        "approve?": async ({ ask }) => ({
          kind: "approval-challenge",
          ask,
          statement: await door.say("approval-challenge", said),
        }),
      };
      problemOf(await him.ask("POST", `/api/requests/${asked.id}/challenge`), "bad-signature");
    }
    door.script = { "approve?": async ({ ask }) => ({ kind: "refused", ask, because: "connection-open", at: null }) };
    problemOf(await him.ask("POST", `/api/requests/${asked.id}/challenge`), "connection-open");
  });
});
