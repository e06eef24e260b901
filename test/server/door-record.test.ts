import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { doorOf, pair, type ScriptedDoor } from "./door.ts";
import { payloadOf } from "./door-voice.ts";
import { Listener } from "./listener.ts";
import { approve, type Customer, cast, customer, introduce, requestAccess } from "./people.ts";
import { problemOf } from "./problem-of.ts";
import { run } from "./running.ts";

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

const ask = () => requestAccess(people.anna, him, active, undefined, door.keys.key);

describe("a decision through the door", () => {
  const grantOf = async () => approve(him, await ask());
  const decide = async (grant: string, state: "open" | "paused" | "revoked", n: number, computer = door.keys.key) =>
    him.ask("POST", `/api/grants/${grant}/decision`, {
      decision: await him.sign("decision", { customer: him.key, computer, grant, state, n, at: server.now() }),
    });
  const read = async (id: string) => {
    const { items } = (await him.ask("GET", "/api/grants")).body as { items: Record<string, unknown>[] };
    return items.find((one) => one.id === id);
  };

  it("is confirmed by the doorkeeper's own word, which is kept and told", async () => {
    const { id } = await grantOf();
    const answer = await decide(id, "paused", 1);
    expect(payloadOf((answer.body as { decided: string }).decided)).toMatchObject({ grant: id, state: "paused", n: 1 });
    expect(await read(id)).toMatchObject({ n: 1, decided: (answer.body as { decided: string }).decided });
    expect((await decide(id, "open", 2)).status).toBe(200);
    expect(await read(id)).toMatchObject({ n: 2, pausedAt: null, access: { open: true } });
  });

  it("is kept without it where the computer is away, and taken there when it comes back", async () => {
    const { id } = await grantOf();
    door.close();
    const his = Listener.as(server.url, him.held.token);
    await his.until(
      (one) =>
        one.last("state")?.computers[0]?.doorOnline === false || one.last("computer")?.value.doorOnline === false,
    );
    expect(await decide(id, "revoked", 1)).toMatchObject({ status: 200, body: { decided: null } });
    const again = await doorOf(server, door.keys);
    again.holds({ grants: [{ grant: id, n: 0 }] });
    expect(payloadOf((await again.hears("decision")).statement)).toMatchObject({ grant: id, state: "revoked", n: 1 });
    await his.until((one) => one.last("grant")?.value.decided);
    again.close();
    his.close();
  });

  it("that opens is not kept where the doorkeeper refuses it; one that closes is", async () => {
    const { id } = await grantOf();
    door.script = { decision: async ({ ask }) => ({ kind: "refused", ask, because: "not-stored", at: null }) };
    expect(await decide(id, "paused", 1)).toMatchObject({ status: 200, body: { decided: null } });
    expect(await read(id)).toMatchObject({ access: { open: false, because: "paused" } });
    problemOf(await decide(id, "open", 2), "not-stored");
    expect(await read(id)).toMatchObject({ n: 1, access: { open: false, because: "paused" } });
  });

  it("names the computer that the grant names", async () => {
    const { id } = await grantOf();
    problemOf(await decide(id, "paused", 1, people.anna.key), "bad-signature");
  });

  it("made at the computer itself is kept: a pause, a resume, and a revocation that stays", async () => {
    const { id } = await grantOf();
    const his = Listener.as(server.url, him.held.token);
    const local = async (state: "open" | "paused" | "revoked", n: number) =>
      door.send({
        kind: "decided",
        ask: null,
        statement: await door.say("decided", { grant: id, state, n, by: "local" }),
      });
    const until = (state: string, n: number) =>
      his.until(
        (one) => one.last("grant")?.value.n === n && JSON.stringify(one.last("grant")?.value.access).includes(state),
      );
    await his.until((one) => one.last("state"));
    await local("paused", 1);
    await until("paused", 1);
    problemOf(await decide(id, "open", 1), "decision-old");
    await local("open", 2);
    await until("true", 2);
    await local("revoked", 3);
    await until("revoked", 3);
    expect(await read(id)).toMatchObject({ revokedBy: "computer" });
    await local("open", 4);
    await door.heard();
    expect(await read(id)).toMatchObject({ revokedBy: "computer", access: { open: false, because: "revoked" } });
    his.close();
  });

  it("of somebody else's grant, or signed by another key, changes nothing", async () => {
    const { id } = await grantOf();
    const stranger = await customer(server, "Laptop");
    await introduce(people.anna, stranger);
    const theirs = await pair(server, stranger);
    const said = { grant: id, state: "revoked" as const, n: 9, by: "local" as const };
    theirs.send({ kind: "decided", ask: null, statement: await theirs.say("decided", said) });
    await theirs.heard();
    expect(await read(id)).toMatchObject({ n: 0, access: { open: true } });
    theirs.send({ kind: "decided", ask: null, statement: await door.say("decided", said) });
    expect(await theirs.until(({ closed }) => closed)).toBe(4400);
    expect(await read(id)).toMatchObject({ n: 0, access: { open: true } });
  });

  it("of a technician or an administrator is told to the doorkeeper as a close, at once or when it comes back", async () => {
    const [first, second] = [await grantOf(), await grantOf()];
    await people.anna.ask("POST", `/api/grants/${first.id}/revoke`);
    expect(await door.hears("close")).toEqual({ kind: "close", grant: first.id, because: "technician" });
    door.close();
    await people.admin.ask("POST", `/api/grants/${second.id}/revoke`);
    const again = await doorOf(server, door.keys);
    const confirmed = await again.say("decided", { grant: first.id, state: "revoked", n: 1, by: "server" });
    again.send({ kind: "decided", ask: null, statement: confirmed });
    again.holds({
      grants: [
        { grant: first.id, n: 1 },
        { grant: second.id, n: 0 },
      ],
    });
    expect(await again.hears("close")).toEqual({ kind: "close", grant: second.id, because: "administrator" });
    expect(again.told.filter(({ kind }) => kind === "close").length).toBe(1);
    again.close();
  });
});

describe("the doorkeeper's own history", () => {
  const read = async (caller: { ask: Customer["ask"] }, after = 0) =>
    caller.ask("GET", `/api/computers/${him.held.computerId}/entries?after=${after}`);

  it("is kept entry by entry, verbatim, and served to the customer and the administrator alone", async () => {
    const his = Listener.as(server.url, him.held.token);
    await his.until((one) => one.last("state"));
    const signed = [await door.entry("started"), await door.entry("paired"), await door.entry("clock-accepted")];
    for (const statement of signed) door.send({ kind: "entry", statement });
    await his.until((one) => one.last("computer")?.value.entries === 3);
    const all = signed.map((one, index) => ({ n: index + 1, signed: one }));
    expect((await read(him)).body).toEqual({ items: all });
    expect((await read(people.admin, 2)).body).toEqual({ items: all.slice(2) });
    problemOf(await read(people.anna), "not-allowed");
    const stranger = await customer(server, "Laptop");
    await introduce(people.anna, stranger);
    problemOf(await read(stranger), "unknown");
    his.close();
  });

  it("takes nothing but the next entry: no gap, no other past, nobody else's, nothing twice", async () => {
    const first = await door.entry("started");
    const skipped = await door.entry("paired");
    const third = await door.entry("clock-accepted");
    const otherPast = await door.say("entry", {
      ...{ n: 2, previous: people.anna.key, event: "paired" as const },
      ...{ grant: null, technician: null, because: null },
    });
    for (const statement of [first, third, otherPast, first]) door.send({ kind: "entry", statement });
    await door.heard();
    expect((await read(him)).body).toEqual({ items: [{ n: 1, signed: first }] });
    for (const statement of [skipped, third]) door.send({ kind: "entry", statement });
    await door.heard();
    expect((await read(him)).body).toMatchObject({ items: [{}, {}, {}] });
    const stranger = await customer(server, "Laptop");
    await introduce(people.anna, stranger);
    const theirs = await pair(server, stranger);
    door.send({ kind: "entry", statement: await theirs.entry("started") });
    expect(await door.until(({ closed }) => closed)).toBe(4400);
  });

  it("is asked for where the doorkeeper has more of it than we", async () => {
    door.send({ kind: "entry", statement: await door.entry("started") });
    door.holds({ entries: 5 });
    expect(await door.hears("entries?")).toEqual({ kind: "entries?", after: 1 });
  });
});
