import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callLocally } from "../../server/doorkeeper/local-socket.ts";
import { freshId } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { say } from "../../shared/statements.ts";
import { forge } from "../shared/keys.ts";
import {
  approve,
  atConnection,
  atSetup,
  decide,
  receiptIn,
  rightCredentials,
  send,
  signGrant,
  wordIn,
} from "./approval.ts";
import { alter } from "./forgery.ts";
import { orderVisit } from "./order.ts";
import { type Person, somebody } from "./people.ts";
import { makeRig, type Paired, type Rig, startPaired } from "./running.ts";
import { scriptedScreen } from "./scripted-login.ts";

let rig: Rig;
let paired: Paired;
let technician: Person;
let ahead: number;
const clock = { now: () => Date.now() + ahead, monotonic: () => performance.now() };
const logIn = scriptedScreen(rightCredentials).logIn;

beforeEach(async () => {
  ahead = 0;
  rig = await makeRig();
  technician = await somebody();
  paired = await startPaired(rig, { logIn, clock });
});
afterEach(() => rig.end());

const given = async (terms = atConnection): Promise<string> => (await approve(paired, { terms }, technician)).grant.id;
const knock = async (grant: string): Promise<string> => {
  const answer = await paired.line.ask({ kind: "knock", grant });
  return answer.kind === "refused" ? answer.because : answer.kind;
};
const word = async (...args: Parameters<typeof decide> extends [unknown, ...infer Rest] ? Rest : never) =>
  wordIn(await decide(paired, ...args), paired.computer);
const local = (call: Parameters<typeof callLocally>[1]) => callLocally(rig.places.own, call);
const file = (grant: string): boolean => existsSync(join(rig.data, "credentials", `${grant}.jwe`));

async function restart(): Promise<void> {
  await rig.stop(paired.run);
  const run = await rig.start(null, { logIn, clock });
  paired = { ...paired, run, line: await rig.server.line() };
}

/** Somebody is at work on this computer, as far as the doorkeeper knows: the order was accepted. */
async function startVisit(grant: string): Promise<string> {
  return (await orderVisit(paired, technician, grant, clock.now())).connection;
}

describe("a decision of the customer's", () => {
  it("pauses, resumes and revokes, and is answered by the computer's own word", async () => {
    const grant = await given();
    expect(await knock(grant)).toBe("challenge");
    expect(await word(grant, "paused", 1)).toEqual({ grant, state: "paused", n: 1, by: "customer" });
    expect(await knock(grant)).toBe("paused");
    expect(await word(grant, "open", 2)).toEqual({ grant, state: "open", n: 2, by: "customer" });
    expect(await knock(grant)).toBe("challenge");
    expect(await word(grant, "revoked", 3)).toEqual({ grant, state: "revoked", n: 3, by: "customer" });
    expect(await knock(grant)).toBe("revoked");
  });

  it("may leave numbers out, and is refused where it isn't newer: the computer says what it knows", async () => {
    const grant = await given();
    await word(grant, "paused", 7);
    for (const n of [1, 6, 7]) expect(await word(grant, "open", n)).toMatchObject({ state: "paused", n: 7 });
    expect(await word(grant, "open", 8)).toMatchObject({ state: "open", n: 8 });
  });

  it("that nobody ever made is answered too", async () => {
    const grant = await given();
    await word(grant, "paused", 1);
    await restart();
    expect(await word(grant, "open", 1)).toMatchObject({ state: "paused", n: 1 });
  });

  it("under the highest number leaves room for everybody's no, over a restart too", async () => {
    const grant = await given();
    expect(await word(grant, "open", bounds.decision)).toMatchObject({ state: "open", n: bounds.decision });
    expect(await local({ word: "revoke", about: grant })).toMatchObject({ ok: true });
    await restart();
    expect(await knock(grant)).toBe("revoked");
  });

  it("under a number that leaves no room for another's no is unreadable", async () => {
    const { customer, computer, line } = paired;
    const grant = await given();
    const saying = { v: 1, customer: customer.name, computer, grant, state: "open", n: Number.MAX_SAFE_INTEGER, at: 1 };
    const header = JSON.stringify({ alg: "EdDSA", typ: "whileaway-decision+jws" });
    const statement = await forge(header, JSON.stringify(saying), customer.privateKey);
    expect(await line.ask({ kind: "decision", statement })).toMatchObject({ because: "unreadable" });
  });

  it("can't open again what is revoked", async () => {
    const grant = await given();
    await word(grant, "revoked", 1);
    for (const state of ["open", "paused"] as const)
      expect(await word(grant, state, 9)).toMatchObject({ state: "revoked" });
    expect(await knock(grant)).toBe("revoked");
  });

  it.each<[string, string, Parameters<typeof decide>[4] | (() => Promise<Parameters<typeof decide>[4]>)]>([
    ["signed by another", "bad-signature", async () => ({ signer: await somebody() })],
    ["for another computer", "not-for-this-computer", async () => ({ saying: { computer: (await somebody()).name } })],
    ["for no computer", "not-for-this-computer", { saying: { computer: null } }],
    [
      "in another customer's name",
      "not-for-this-computer",
      async () => ({ saying: { customer: (await somebody()).name } }),
    ],
    ["about a grant that isn't here", "unknown-grant", { saying: { grant: freshId() } }],
  ])("%s is refused: %s", async (_, because, changes) => {
    const grant = await given();
    const change = typeof changes === "function" ? await changes() : changes;
    expect(await word(grant, "revoked", 1, change)).toBe(because);
    expect(await knock(grant)).toBe("challenge");
  });

  it("altered on its way is refused", async () => {
    const grant = await given();
    await word(grant, "paused", 1);
    const saying = { customer: paired.customer.name, computer: paired.computer, grant, state: "paused", n: 2, at: 1 };
    const paused = await say("decision", { ...saying, state: "paused" }, paired.customer.privateKey);
    const statement = alter(paused, { state: "open" });
    expect(await paired.line.ask({ kind: "decision", statement })).toMatchObject({ because: "bad-signature" });
    expect(await knock(grant)).toBe("paused");
  });

  it("survives a restart", async () => {
    const grant = await given();
    const other = await given();
    await word(grant, "paused", 4);
    await word(other, "revoked", 1);
    await restart();
    expect(await knock(grant)).toBe("paused");
    expect(await knock(other)).toBe("revoked");
    const { grants } = await paired.line.next("holds");
    expect(grants).toEqual([
      { grant, n: 4 },
      { grant: other, n: 1 },
    ]);
    expect(await word(grant, "open", 5)).toMatchObject({ state: "open", n: 5 });
  });

  it("to revoke wipes the credentials", async () => {
    const grant = await given(atSetup);
    expect(file(grant)).toBe(true);
    await word(grant, "revoked", 1);
    expect(file(grant)).toBe(false);
  });

  it("to pause keeps them", async () => {
    const grant = await given(atSetup);
    await word(grant, "paused", 1);
    expect(file(grant)).toBe(true);
  });
});

describe("a close by the server", () => {
  it("is for ever: neither server nor customer opens it again", async () => {
    const grant = await given(atSetup);
    paired.line.send({ kind: "close", grant, because: "technician" });
    const decided = await paired.line.next("decided");
    expect(await wordIn(decided, paired.computer)).toEqual({ grant, state: "revoked", n: 1, by: "server" });
    expect(file(grant)).toBe(false);
    expect(await word(grant, "open", 2)).toMatchObject({ state: "revoked" });
    await restart();
    expect(await knock(grant)).toBe("revoked");
  });

  it("of a grant that isn't here changes nothing", async () => {
    const grant = await given();
    paired.line.send({ kind: "close", grant: freshId(), because: "administrator" });
    expect(await knock(grant)).toBe("challenge");
  });

  it("is told again when the server comes back", async () => {
    const grant = await given();
    paired.line.send({ kind: "close", grant, because: "administrator" });
    await paired.line.next("decided");
    await restart();
    expect(await wordIn(await paired.line.next("decided"), paired.computer)).toMatchObject({ state: "revoked" });
  });
});

describe("at the computer itself", () => {
  it("a pause raises the number, and the server can't undo it with what the customer signed before", async () => {
    const grant = await given();
    await word(grant, "paused", 1);
    const before = { customer: paired.customer.name, computer: paired.computer, grant, state: "open", n: 2, at: 1 };
    const held = await say("decision", { ...before, state: "open" }, paired.customer.privateKey);
    await paired.line.ask({ kind: "decision", statement: held });
    expect(await local({ word: "pause", about: null })).toEqual({ ok: true, lines: ["Paused: 1."] });
    expect(await wordIn(await paired.line.next("decided"), paired.computer)).toEqual({
      ...{ grant, state: "paused", n: 3, by: "local" },
    });
    await paired.line.ask({ kind: "decision", statement: held });
    expect(await knock(grant)).toBe("paused");
    // His own key can, in a newer decision.
    expect(await word(grant, "open", 4)).toMatchObject({ state: "open", by: "customer" });
  });

  it("a pause is resumed here, and a pause of the customer's isn't", async () => {
    const mine = await given();
    const his = await given();
    await word(his, "paused", 1);
    await local({ word: "pause", about: null });
    expect(await knock(mine)).toBe("paused");
    expect(await local({ word: "resume", about: null })).toMatchObject({ ok: true, lines: ["Resumed: 1."] });
    expect(await knock(mine)).toBe("challenge");
    expect(await knock(his)).toBe("paused");
    expect(await local({ word: "resume", about: his })).toMatchObject({ ok: false });
    expect(await knock(his)).toBe("paused");
  });

  it("a revoke is for ever, and the old grant shown again opens nothing", async () => {
    const approval = await approve(paired, { terms: atSetup }, technician);
    const { id } = approval.grant;
    expect(await local({ word: "revoke", about: id })).toMatchObject({ ok: true, lines: ["Revoked for ever: 1."] });
    expect(file(id)).toBe(false);
    expect((await receiptIn(await send(paired, approval), paired.computer)).answer).toBe("challenge-gone");
    expect(await word(id, "open", 5)).toMatchObject({ state: "revoked" });
    await restart();
    expect(await knock(id)).toBe("revoked");
  });

  it("works while the server is away, and is told when it comes back", async () => {
    const grant = await given();
    paired.line.drop();
    expect(await local({ word: "pause", about: grant.slice(0, 6) })).toMatchObject({ ok: true });
    paired = { ...paired, line: await rig.server.line() };
    expect(await paired.line.next("holds")).toMatchObject({ grants: [{ grant, n: 1 }] });
    expect(await wordIn(await paired.line.next("decided"), paired.computer)).toMatchObject({ by: "local", n: 1 });
  });

  it("to unpair revokes all that the customer gave, and the server is told", async () => {
    const grant = await given(atSetup);
    expect(await local({ word: "unpair", about: null })).toMatchObject({ ok: true });
    expect(await paired.line.next("unpaired")).toEqual({ kind: "unpaired", customer: paired.customer.name });
    expect(await knock(grant)).toBe("revoked");
    expect(file(grant)).toBe(false);
    expect(
      await paired.line.ask({ kind: "approve?", customer: paired.customer.name, request: paired.computer }),
    ).toMatchObject({
      because: "not-paired",
    });
    await rig.stop(paired.run);
    await expect(rig.start(null)).rejects.toThrow("obeys nobody");
  });

  it("to unpair also ends what the server held back and shows meanwhile", async () => {
    for (let count = 0; count < 6; count += 1) await given();
    const held = await signGrant(paired);
    const unpaired = local({ word: "unpair", about: null });
    await paired.line.next("decided");
    await send(paired, held);
    expect(await unpaired).toMatchObject({ ok: true });
    expect(["revoked", "unknown-grant"]).toContain(await knock(held.grant.id));
  });

  it("a list names what was given to whom", async () => {
    const grant = await given();
    await word(grant, "paused", 1);
    const { lines } = (await local({ word: "list", about: null })) ?? { lines: [] };
    expect(lines.join("\n")).toContain(`${grant}  Anna Berg, when connecting: paused in the browser`);
    expect(lines).toContain("Nobody is connected.");
  });
});

describe("while a visit runs", () => {
  it("nothing is approved, resumed, unpaired: by customer, server or computer", async () => {
    const grant = await given();
    const other = await given();
    await word(other, "paused", 1);
    await local({ word: "pause", about: null });
    await local({ word: "resume", about: null });
    await startVisit(grant);
    expect(
      await paired.line.ask({ kind: "approve?", customer: paired.customer.name, request: paired.computer }),
    ).toMatchObject({
      because: "connection-open",
    });
    expect(await word(other, "open", 2)).toBe("connection-open");
    expect(await local({ word: "resume", about: other })).toMatchObject({ ok: false });
    expect(await local({ word: "unpair", about: null })).toMatchObject({ ok: false });
    // And a no is obeyed.
    expect(await word(other, "revoked", 3)).toMatchObject({ state: "revoked" });
  });

  it("a challenge that was given before registers nothing", async () => {
    const grant = await given();
    const approval = await signGrant(paired);
    await startVisit(grant);
    expect((await receiptIn(await send(paired, approval), paired.computer)).answer).toBe("connection-open");
  });

  it.each([
    ["a pause of the customer's", "paused", (grant: string) => word(grant, "paused", 9)],
    ["a revocation of his", "revoked", (grant: string) => word(grant, "revoked", 9)],
    [
      "a close by the server",
      "revoked",
      async (grant: string) => paired.line.send({ kind: "close", grant, because: "technician" }),
    ],
    ["a pause at the computer", "paused", () => local({ word: "pause", about: null })],
    ["a revoke at the computer", "revoked", (grant: string) => local({ word: "revoke", about: grant })],
    ["an end at the computer", "computer", () => local({ word: "end", about: null })],
  ])("%s ends it: %s", async (_, because, deed) => {
    const grant = await given();
    const connection = await startVisit(grant);
    await deed(grant);
    expect(await paired.line.next("ended")).toMatchObject({ connection, because });
  });

  it("has ended when the computer says that it knows of the pause", async () => {
    const grant = await given();
    await startVisit(grant);
    await word(grant, "paused", 1);
    const kinds = paired.line.said.map(({ kind }) => kind);
    expect(kinds.lastIndexOf("ended")).toBeGreaterThan(0);
    expect(kinds.lastIndexOf("ended")).toBeLessThan(kinds.lastIndexOf("decided"));
  });

  it.each([
    ["customer", "customer"],
    ["window", "cut"],
  ])("a cut by the server ends it; that it was %s is written as %s", async (said, because) => {
    const connection = await startVisit(await given());
    paired.line.send({ kind: "cut", connection, because: said });
    expect(await paired.line.next("ended")).toMatchObject({ connection, because });
  });
});

/** A grant that was approved a while ago, so that it is open still when the clock goes back. */
async function signGrantBefore(by: number): Promise<{ grant: string }> {
  const { grant } = await approve(paired, { now: () => Date.now() - by }, technician);
  return { grant: grant.id };
}

describe("time", () => {
  it("that is over wipes the credentials and closes for good", async () => {
    const grant = await given({ ...atSetup, span: { kind: "days", days: 1 } });
    await restart();
    ahead = 30 * 3_600_000;
    await expect.poll(() => file(grant)).toBe(false);
    expect(await knock(grant)).toMatch(/expired|clocks-differ/);
  });

  it("that went back closes everything, over restarts too, until somebody at the computer accepts it", async () => {
    const grant = await given();
    ahead = -2 * 60_000 - 1_000;
    expect(await knock(grant)).toBe("clock-went-back");
    ahead = 0;
    await restart();
    expect(await knock(grant)).toBe("clock-went-back");
    expect(await local({ word: "clock-accept", about: null })).toMatchObject({ ok: true });
    expect(await knock(grant)).toBe("challenge");
    await restart();
    expect(await knock(grant)).toBe("challenge");
  });

  it("that went back while the doorkeeper wasn't running closes everything too", async () => {
    const grant = await given();
    await rig.stop(paired.run);
    ahead = -10 * 60_000;
    const run = await rig.start(null, { logIn, clock });
    paired = { ...paired, run, line: await rig.server.line() };
    expect(await knock(grant)).toBe("clock-went-back");
    await paired.run.said(/^The clock went back/);
  });

  it("that went back by two minutes is taken", async () => {
    const { grant } = await signGrantBefore(3 * 60_000);
    ahead = -2 * 60_000 + 1_000;
    expect(await knock(grant)).toBe("challenge");
  });

  it("that went back ends a visit", async () => {
    const connection = await startVisit(await given());
    ahead = -3 * 60_000;
    expect(await paired.line.next("ended")).toMatchObject({ connection, because: "clock-went-back" });
  });

  it.each([5 * 60_000 + 2_000, -5 * 60_000 - 2_000])(
    "that differs from the server's by %i ms opens nothing",
    async (by) => {
      const grant = await given();
      rig.server.clockAhead = by;
      paired.line.send({ kind: "pong", now: Date.now() + by });
      expect(await knock(grant)).toBe("clocks-differ");
    },
  );
});
