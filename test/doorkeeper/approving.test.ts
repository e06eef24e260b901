import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callLocally } from "../../server/doorkeeper/local-socket.ts";
import type { LogIn } from "../../server/doorkeeper/parts.ts";
import { fresh32, freshId, toBase64url } from "../../shared/base64url.ts";
import { sealCredentials, writeBlock } from "../../shared/credentials.ts";
import { hashOf, hear } from "../../shared/statements.ts";
import {
  type Approval,
  approve,
  askChallenge,
  atConnection,
  atSetup,
  type Changes,
  receiptIn,
  rightCredentials,
  send,
  signGrant,
} from "./approval.ts";
import { alter, respell } from "./forgery.ts";
import { somebody } from "./people.ts";
import { makeRig, type Paired, type Rig, startPaired } from "./running.ts";
import { scriptedScreen } from "./scripted-login.ts";

const minute = 60_000;
const aKey = toBase64url(fresh32());
const otherKey = toBase64url(fresh32());
let rig: Rig;
let paired: Paired;
let tried: Parameters<LogIn>[];
let ahead: number;
let mono: number;
const now = (): number => Date.now() + ahead;

beforeEach(async () => {
  rig = await makeRig();
  ahead = 0;
  mono = 0;
  const screen = scriptedScreen(rightCredentials);
  tried = screen.tried;
  paired = await startPaired(rig, {
    logIn: screen.logIn,
    clock: { now, monotonic: () => performance.now() + mono },
    isOwnAccount: async (name) => name === "whileaway",
  });
});
afterEach(() => rig.end());

const keptFiles = (): string[] => readdirSync(join(rig.data, "credentials"));

describe("an approval", () => {
  it("by a click begins with a receipt that names it and what the history then is", async () => {
    const approval = await signGrant(paired);
    const receipt = await receiptIn(await send(paired, approval), paired.computer);
    const { statement } = await lastEntry("grant-registered");
    expect(receipt).toMatchObject({
      answer: "registered",
      grant: approval.grant.id,
      grantHash: await hashOf(approval.statement),
      entries: statement.n,
      head: statement.head,
    });
    expect(tried).toEqual([]);
    expect(keptFiles()).toEqual([]);
  });

  it("on setup tries the credentials once, for any account, and keeps them sealed", async () => {
    const { answer, grant } = await approve(paired, { terms: atSetup });
    expect(answer).toBe("registered");
    expect(tried).toEqual([[rightCredentials, { administrator: false }]]);
    expect(keptFiles()).toEqual([`${grant.id}.jwe`]);
  });

  it("confirmed by the password tries it and keeps nothing", async () => {
    const { answer } = await approve(paired, { confirmed: "password" });
    expect(answer).toBe("registered");
    expect(tried).toHaveLength(1);
    expect(keptFiles()).toEqual([]);
  });

  it("that is sent again is given the same receipt, and tries nothing again", async () => {
    const approval = await signGrant(paired, { terms: atSetup });
    const first = await send(paired, approval);
    const second = await send(paired, approval);
    expect(second).toMatchObject({ kind: "receipt", statement: first.kind === "receipt" && first.statement });
    expect(tried).toHaveLength(1);
  });
});

/** Every check in the order of protocol.md section 4: a genuine approval that is changed in one thing. */
const rows: [string, string, Changes][] = [
  ["a signature of another's", "bad-signature", { signer: await somebody() }],
  ["one letter of the signature", "bad-signature", { sent: ({ statement }) => ({ statement: flip(statement) }) }],
  [
    "the other spelling of the signature",
    "bad-signature",
    { sent: ({ statement }) => ({ statement: respell(statement) }) },
  ],
  [
    "wider terms under the old signature",
    "bad-signature",
    {
      sent: ({ statement }) => ({
        statement: alter(statement, { terms: { ...atConnection, span: { kind: "unlimited" } } }),
      }),
    },
  ],
  [
    "another technician under the old signature",
    "bad-signature",
    {
      sent: async ({ statement }) => ({ statement: alter(statement, { technician: (await somebody()).name }) }),
    },
  ],
  ["another computer", "not-for-this-computer", { saying: () => ({ computer: aKey }) }],
  ["no computer, as before pairing", "not-for-this-computer", { saying: () => ({ computer: null }) }],
  ["another request", "not-for-this-computer", { saying: () => ({ request: aKey }) }],
  ["a yes five minutes and a second ago", "clocks-differ", { now: () => Date.now() - 5 * minute - 1_000 }],
  ["a yes in five minutes and a second", "clocks-differ", { now: () => Date.now() + 5 * minute + 1_000 }],
  [
    "hours that mean nothing",
    "terms-refused",
    {
      terms: { ...atConnection, hours: [{ opens: "09:00", closes: "09:00", weekdays: ["mon"] }] },
    },
  ],
  ["an unknown zone", "terms-refused", { terms: { ...atConnection, zone: "Mars/Olympus" } }],
  [
    "dates that are over",
    "terms-refused",
    {
      terms: { ...atConnection, span: { kind: "dates", from: "2020-01-01", through: "2020-01-02" } },
    },
  ],
  ["three weeks on setup", "terms-refused", { terms: { ...atSetup, span: { kind: "days", days: 21 } } }],
  ["no end on setup", "terms-refused", { terms: { ...atSetup, span: { kind: "unlimited" } } }],
  ["no credentials on setup", "unreadable", { terms: atSetup, credentials: null }],
  ["a click on setup", "unreadable", { terms: atSetup, confirmed: "click" }],
  [
    "a click on setup with credentials",
    "unreadable",
    { terms: atSetup, confirmed: "click", credentials: rightCredentials },
  ],
  ["no password where it says that one was given", "unreadable", { confirmed: "password", credentials: null }],
  ["credentials that nobody needs", "unreadable", { credentials: rightCredentials }],
  ["credentials that aren't sent", "unreadable", { terms: atSetup, sent: () => ({ credentials: null }) }],
  ["another seal than it names", "unreadable", { terms: atSetup, saying: () => ({ credentials: aKey }) }],
  ["credentials sealed for another grant", "unreadable", { terms: atSetup, sealedFor: { grant: freshId() } }],
  ["credentials sealed by another customer", "unreadable", { terms: atSetup, sealedFor: { customer: otherKey } }],
  ["credentials sealed for another computer", "unreadable", { terms: atSetup, sealedFor: { computer: otherKey } }],
  [
    "the doorkeeper's own account",
    "own-account",
    {
      terms: atSetup,
      credentials: { ...rightCredentials, userName: "whileaway" },
    },
  ],
  ["a wrong password", "not-accepted", { terms: atSetup, credentials: { ...rightCredentials, password: "wrong" } }],
  [
    "an account that isn't there",
    "not-accepted",
    {
      confirmed: "password",
      credentials: { ...rightCredentials, userName: "nobody" },
    },
  ],
];

describe("a genuine approval but for", () => {
  it.each(rows)("%s is refused: %s", async (_, because, changes) => {
    const { answer, grant } = await approve(paired, changes);
    expect(answer).toBe(because);
    await expectNothing(grant.id);
  });

  it("a challenge that was answered already is refused", async () => {
    const first = await approve(paired);
    const again = await signGrant(paired, { saying: () => ({ challenge: first.grant.challenge }) });
    expect((await receiptIn(await send(paired, again), paired.computer)).answer).toBe("challenge-gone");
    await expectNothing(again.grant.id);
  });

  it("a challenge that nobody gave is refused", async () => {
    const { answer } = await approve(paired, { saying: () => ({ challenge: aKey }) });
    expect(answer).toBe("challenge-gone");
  });

  it("a challenge that is ten minutes old is refused", async () => {
    const late = await signGrant(paired);
    mono = 10 * minute;
    expect((await receiptIn(await send(paired, late), paired.computer)).answer).toBe("challenge-gone");
    mono = 0;
  });

  it("a refused try is refused the second time too: its challenge is gone", async () => {
    const approval = await signGrant(paired, {
      terms: atSetup,
      credentials: { ...rightCredentials, password: "wrong" },
    });
    await send(paired, approval);
    expect((await receiptIn(await send(paired, approval), paired.computer)).answer).toBe("challenge-gone");
    expect(tried).toHaveLength(1);
  });

  it("something that is no grant at all is refused without a receipt", async () => {
    const { statement } = await signGrant(paired);
    const foreign = await paired.line.ask({
      kind: "grant",
      statement: statement.replace(/^[^.]+\.[^.]+/, "e30.e30"),
      credentials: null,
    });
    expect(foreign).toMatchObject({ kind: "refused", because: "unreadable" });
  });

  it("credentials that the server sealed itself: the grant doesn't name them", async () => {
    const approval = await signGrant(paired, { terms: atSetup });
    const challenge = await hear("approval-challenge", approval.challenge, paired.computer);
    const share = challenge.ok ? challenge.statement.share : "";
    const sealedFor = { grant: approval.grant.id, customer: paired.customer.name, computer: paired.computer };
    const guess = await sealCredentials(writeBlock({ userName: "office", password: "a guess" }), share, sealedFor);
    const answer = await send(paired, approval, { sent: () => ({ credentials: guess }) });
    expect((await receiptIn(answer, paired.computer)).answer).toBe("unreadable");
    expect(tried).toEqual([]);
  });

  it("credentials of another approval of the same customer's: nothing is tried", async () => {
    const other = await signGrant(paired, { terms: atSetup });
    const { answer } = await approve(paired, { terms: atSetup, sent: () => ({ credentials: other.credentials }) });
    expect(answer).toBe("unreadable");
    expect(tried).toEqual([]);
  });

  it("a grant's id that is taken leaves the first as it was", async () => {
    const first = await approve(paired, { terms: atSetup });
    const { id } = first.grant;
    for (const terms of [atConnection, atSetup]) {
      const second = await approve(paired, { terms, saying: () => ({ id }), sealedFor: { grant: id } });
      expect(second.answer).toBe("not-stored");
    }
    expect(keptFiles()).toEqual([`${first.grant.id}.jwe`]);
  });
});

describe("the approval's boundaries", () => {
  it.each([-5 * minute + 10_000, 5 * minute - 10_000])("%i ms between the clocks are taken", async (by) => {
    expect((await approve(paired, { now: () => Date.now() + by })).answer).toBe("registered");
  });

  it("two weeks on setup are taken, and credentials of any length that fits", async () => {
    const terms = { ...atSetup, span: { kind: "days", days: 14 } } as const;
    expect((await approve(paired, { terms })).answer).toBe("registered");
  });

  it("four challenges wait at most, and the oldest gives way", async () => {
    const approvals: Approval[] = [];
    for (let count = 0; count < 5; count += 1) approvals.push(await signGrant(paired));
    const answers: string[] = [];
    for (const approval of approvals)
      answers.push((await receiptIn(await send(paired, approval), paired.computer)).answer);
    expect(answers).toEqual(["challenge-gone", "registered", "registered", "registered", "registered"]);
  });
});

describe("a challenge is refused", () => {
  it("for somebody who isn't paired", async () => {
    const { name } = await somebody();
    const answer = await paired.line.ask({ kind: "approve?", customer: name, request: aKey });
    expect(answer).toMatchObject({ kind: "refused", because: "not-paired" });
  });

  it("while the clock is back by more than two minutes, and is signed again once that is accepted", async () => {
    await askChallenge(paired, aKey);
    ahead = -2 * minute - 1_000;
    expect(await paired.line.ask({ kind: "approve?", customer: paired.customer.name, request: aKey })).toMatchObject({
      kind: "refused",
      because: "clock-went-back",
    });
    ahead = 0;
    expect(await paired.line.ask({ kind: "approve?", customer: paired.customer.name, request: aKey })).toMatchObject({
      because: "clock-went-back",
    });
  });

  it("while the computer's clock is more than five minutes ahead of the server's", async () => {
    ahead = 5 * minute + 1_000;
    expect(await paired.line.ask({ kind: "approve?", customer: paired.customer.name, request: aKey })).toMatchObject({
      kind: "refused",
      because: "clocks-differ",
      at: expect.closeTo(now(), -4),
    });
  });
});

describe("what comes while the screen thinks", () => {
  async function whileItThinks(deed: () => Promise<unknown>): Promise<string> {
    const screen = scriptedScreen(rightCredentials, async () => void (await deed()));
    await rig.stop(paired.run);
    const run = await rig.start(null, { logIn: screen.logIn });
    paired = { ...paired, run, line: await rig.server.line() };
    const { answer, grant } = await approve(paired, { terms: atSetup });
    await expectNothing(grant.id);
    return answer;
  }

  it("counts: unpaired meanwhile, nothing begins and nothing is kept", async () => {
    const unpair = () => callLocally(rig.places.own, { word: "unpair", about: null });
    expect(await whileItThinks(unpair)).toBe("not-paired");
    expect(keptFiles()).toEqual([]);
  });
});

describe("guessing through the door", () => {
  const wrong = { terms: atSetup, credentials: { ...rightCredentials, password: "wrong" } };
  const guess = (id: string): Promise<{ answer: string }> => approveAs(id, wrong);

  /** The same grant's id for each try, as the popup does. */
  async function approveAs(id: string, changes: Changes): Promise<{ answer: string }> {
    return approve(paired, { ...changes, saying: () => ({ id }), sealedFor: { grant: id } });
  }

  it("is over after three failures of a grant in a quarter of an hour", async () => {
    const id = freshId();
    for (const answer of ["not-accepted", "not-accepted", "not-accepted", "too-many-tries"])
      expect((await guess(id)).answer).toBe(answer);
    expect(tried).toHaveLength(3);
    expect((await approveAs(id, { terms: atSetup })).answer).toBe("too-many-tries");
    expect((await approve(paired, { terms: atSetup })).answer).toBe("registered");
  });

  it("is over after ten failures at a computer in a day", async () => {
    for (let count = 0; count < 10; count += 1) expect((await guess(freshId())).answer).toBe("not-accepted");
    expect((await approve(paired, { terms: atSetup })).answer).toBe("too-many-tries");
    expect((await approve(paired)).answer).toBe("registered");
  });

  it("isn't what somebody does who knows the password: his tries count for nothing", async () => {
    for (let count = 0; count < 11; count += 1)
      expect((await approve(paired, { confirmed: "password" })).answer).toBe("registered");
  });

  it("counts a try before it is made: who ends the doorkeeper while the screen thinks has used it up", async () => {
    const id = freshId();
    for (let count = 0; count < 3; count += 1) {
      await rig.stop(paired.run);
      const { logIn, begun } = silentScreen();
      const run = await rig.start(null, { logIn });
      paired = { ...paired, run, line: await rig.server.line() };
      void approveAs(id, { terms: atSetup });
      await begun;
    }
    await rig.stop(paired.run);
    const run = await rig.start(null, { logIn: scriptedScreen(rightCredentials).logIn });
    paired = { ...paired, run, line: await rig.server.line() };
    expect((await approveAs(id, { terms: atSetup })).answer).toBe("too-many-tries");
  });

  it("counts over a restart", async () => {
    const id = freshId();
    for (let count = 0; count < 3; count += 1) await guess(id);
    await rig.stop(paired.run);
    const run = await rig.start(null, { logIn: scriptedScreen(rightCredentials).logIn });
    paired = { ...paired, run, line: await rig.server.line() };
    expect((await approveAs(id, { terms: atSetup })).answer).toBe("too-many-tries");
  });
});

/** A screen that never answers; `begun` settles when it is asked. */
function silentScreen(): { logIn: LogIn; begun: Promise<void> } {
  const { promise: begun, resolve } = Promise.withResolvers<void>();
  const logIn: LogIn = () => {
    resolve();
    return new Promise(() => {});
  };
  return { logIn, begun };
}

function flip(statement: string): string {
  const at = statement.lastIndexOf(".") + 5;
  return statement.slice(0, at) + (statement[at] === "x" ? "y" : "x") + statement.slice(at + 1);
}

/** Nothing of a refused grant is left: no knock finds it, no file, nothing held. */
async function expectNothing(grant: string): Promise<void> {
  expect(await paired.line.ask({ kind: "knock", grant })).toMatchObject({ kind: "refused", because: "unknown-grant" });
  expect(existsSync(join(rig.data, "credentials", `${grant}.jwe`))).toBe(false);
}

async function lastEntry(event: string) {
  const entries = paired.line.said.flatMap((message) => (message.kind === "entry" ? [message.statement] : []));
  for (const signed of entries.reverse()) {
    const heard = await hear("entry", signed, paired.computer);
    if (heard.ok && heard.statement.event === event)
      return { statement: { ...heard.statement, head: await hashOf(signed) } };
  }
  throw new Error(`no entry ${event}`);
}
