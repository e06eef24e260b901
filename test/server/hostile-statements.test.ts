import { CompactSign } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { fresh32, freshId, toBase64url } from "../../shared/base64url.ts";
import { hashOf, type Statement, type StatementKind, statementFields } from "../../shared/statements.ts";
import { offer } from "./door.ts";
import { DoorInside } from "./door-inside.ts";
import { payloadOf } from "./door-voice.ts";
import { call, days, grantFor, type Keys, newKeys, requestAccess } from "./people.ts";
import { contents, openStage, type Stage } from "./stage.ts";

/** Signs whatever it is given, as nobody genuine would. */
async function forge(kind: string, payload: string, { pair }: Keys, header: object = {}): Promise<string> {
  const signer = new CompactSign(new TextEncoder().encode(payload));
  return signer.setProtectedHeader({ alg: "EdDSA", typ: `whileaway-${kind}+jws`, ...header }).sign(pair.privateKey);
}

type Speaking = { [Kind in StatementKind]: Statement<Kind> };
type Answered = { status: number; body: unknown };
type Way = { say: Speaking[StatementKind]; keys: Keys; send: (statement: string) => Promise<Answered> };

/** For each kind a statement that would be taken, who signs it, and where it is sent. */
async function ways(stage: Stage, kind: StatementKind): Promise<Record<StatementKind, Way>> {
  const { anna, bea, customer: him, session, asked, grant, ground, door, doorGrant, visit, pairing } = stage;
  const at = ground.now();
  const waiting = await bea.startSession();
  const fresh = await newKeys();
  const { session: meeting, code } = await anna.startSession();
  const { join } = await him.join(meeting.id, code);
  stage.tokens.customer = him.held.token;
  const { nonce } = (await call(ground, "GET", "/api/hello")).body as { nonce: string };
  if (kind === "request") await him.ask("POST", `/api/requests/${asked.id}/deny`);
  const requested = anna.requestSaying(him.key, session.id, session.endsAt, days(3), { computer: door.keys.key });
  /** The doorkeeper answers with this statement whatever it is asked. */
  const answering = (answered: "approval-challenge" | "receipt" | "challenge", statement: string): void => {
    door.answer = async ({ ask }) => ({ kind: answered, ask, statement });
  };
  const extent = { at, entries: 0, head: "A".repeat(43) };
  const own = { v: 1 as const, computer: door.keys.key };
  const share = toBase64url(fresh32());
  const atDoor = await requestAccess(bea, him, stage.doorSession, undefined, door.keys.key);
  const approved = await grantFor(him, atDoor);
  const approvedId = String(payloadOf(approved).id);
  const coming = kind === "pair-door" ? await comingDoor(stage) : null;
  return {
    hello: {
      say: { v: 1, who: him.key, server: ground.url, nonce, at },
      keys: him.keys,
      send: (hello) => stage.as("nobody", "POST", "/api/hello", { hello }),
    },
    join: {
      say: { v: 1, session: waiting.session.id, customer: fresh.key, commit: toBase64url(fresh32()), at },
      keys: fresh,
      send: (said) =>
        stage.as("nobody", "POST", `/api/sessions/${waiting.session.id}/join`, {
          code: waiting.code,
          join: said,
          name: "Laptop",
          system: "linux",
          zone: "Europe/Berlin",
        }),
    },
    meet: {
      say: { v: 1, ...(await anna.meetSaying(meeting.id, join, him.key)) },
      keys: anna.keys,
      send: (meet) => stage.as("anna", "POST", `/api/sessions/${meeting.id}/meet`, { meet }),
    },
    request: {
      say: { v: 1, ...requested },
      keys: anna.keys,
      send: (request) => stage.as("anna", "POST", "/api/requests", { sessionId: session.id, request }),
    },
    grant: {
      say: { v: 1, ...(await him.grantSaying(asked.signed, asked.saying)) },
      keys: him.keys,
      send: (said) => stage.as("customer", "POST", `/api/requests/${asked.id}/approve`, { grant: said }),
    },
    "pair-door": {
      say: {
        ...{ v: 1, computer: coming?.door.keys.key ?? "", customer: him.key, commit: coming?.offered.commit ?? "" },
        ...{ nonce: toBase64url(fresh32()), name: "Laptop", system: "linux", at },
      },
      keys: coming?.door.keys ?? fresh,
      send: async (statement) => (coming?.door ?? door).says({ kind: "pair-door", statement }),
    },
    paired: {
      say: pairing.pairedSaying,
      keys: him.keys,
      send: (paired) => stage.as("customer", "POST", `/api/pairings/${pairing.offered.id}/paired`, { paired }),
    },
    "approval-challenge": {
      say: { ...own, customer: him.key, request: await hashOf(atDoor.signed), share, ...extent },
      keys: door.keys,
      send: (statement) => {
        answering("approval-challenge", statement);
        return stage.as("customer", "POST", `/api/requests/${atDoor.id}/challenge`);
      },
    },
    receipt: {
      say: { ...own, grant: approvedId, grantHash: await hashOf(approved), answer: "registered", ...extent },
      keys: door.keys,
      send: (statement) => {
        answering("receipt", statement);
        return stage.as("customer", "POST", `/api/requests/${atDoor.id}/approve`, { grant: approved });
      },
    },
    decided: {
      say: { ...own, grant: doorGrant.id, state: "paused", n: 1, by: "local", ...extent },
      keys: door.keys,
      send: (statement) => door.says({ kind: "decided", ask: null, statement }),
    },
    challenge: {
      say: {
        ...{ ...own, technician: bea.key, grant: doorGrant.id, connection: freshId(), share, mode: "at-connection" },
        ...extent,
      },
      keys: door.keys,
      send: (statement) => {
        answering("challenge", statement);
        return stage.as("bea", "POST", "/api/connections", { grantId: doorGrant.id });
      },
    },
    order: {
      say: {
        ...{ v: 1, technician: bea.key, computer: door.keys.key, grant: doorGrant.id, connection: visit.connection.id },
        ...{ challenge: await hashOf(visit.challenge), share, resumes: null, at },
      },
      keys: bea.keys,
      send: (order) => stage.as("bea", "POST", `/api/connections/${visit.connection.id}/order`, { order }),
    },
    entry: {
      say: {
        ...{ ...own, n: 1, previous: "A".repeat(43), event: "started" },
        ...{ grant: null, technician: null, because: null, at },
      },
      keys: door.keys,
      send: (statement) => door.says({ kind: "entry", statement }),
    },
    decision: {
      say: { v: 1, customer: him.key, computer: null, grant: grant.id, state: "paused", n: 1, at },
      keys: him.keys,
      send: (decision) => stage.as("customer", "POST", `/api/grants/${grant.id}/decision`, { decision }),
    },
  };
}

/** A doorkeeper that has come for an offer, and hasn't answered it yet. */
async function comingDoor({ ground, customer: him }: Stage) {
  const made = await offer(him);
  return { offered: made, door: await DoorInside.come(ground, await newKeys(), made.token) };
}

const hostile: unknown[] = [
  "<script>alert(1)</script>",
  "a\0canary",
  "a\u202ecanary",
  "a\u200bcanary",
  "\ud800canary",
  " canary ",
  "",
  "x".repeat(12_000),
  "y".repeat(40_000),
  -1,
  1.5,
  1e300,
  7,
  true,
  null,
  [],
  ["canary"],
  {},
  { canary: 1 },
];
/** What is no lie in its place. */
const isFine = (kind: StatementKind, member: string, value: unknown): boolean =>
  // A counter may be any; an entry out of turn is no lie, and isn't kept.
  (["n", "entries"].includes(member) && value === 7) ||
  (kind === "pair-door" && member === "name" && value === hostile[0]) ||
  (["reason", "ticket"].includes(member) && (value === "" || value === hostile[0])) ||
  (["grant", "decision"].includes(kind) &&
    ["computer", "credentials", "challenge"].includes(member) &&
    value === null) ||
  (kind === "order" && member === "resumes" && value === null) ||
  (kind === "entry" && ["grant", "technician", "because"].includes(member) && value === null) ||
  // Compared with the clock where it decides something: at the doorkeeper, if not here.
  (!["hello", "join", "meet", "request", "order"].includes(kind) && member === "at" && value === 7);

const kinds = Object.keys(statementFields) as StatementKind[];

describe.each(kinds)("a statement of kind %s", (kind) => {
  let stage: Stage;
  let way: Way;
  beforeAll(async () => {
    stage = await openStage();
    way = (await ways(stage, kind))[kind];
  });

  const refused = async (statement: string, where: string) => {
    const before = await contents(stage.ground.store);
    const answer = await way.send(statement);
    expect(["bad-signature", "malformed", "clocks-differ"], `${where} ${JSON.stringify(answer.body)}`).toContain(
      (answer.body as { code: string }).code,
    );
    expect([400, 422], where).toContain(answer.status);
    expect(JSON.stringify(answer.body), where).not.toMatch(/canary|alert\(1\)|xxxx|yyyy/);
    expect(await contents(stage.ground.store), where).toBe(before);
  };
  const signed = (payload: unknown, header: object = {}) =>
    forge(kind, typeof payload === "string" ? payload : JSON.stringify(payload), way.keys, header);

  it("with a hostile value in any of its members is refused, and nothing is kept or repeated", async () => {
    for (const member of Object.keys(way.say)) {
      for (const value of hostile) {
        if (isFine(kind, member, value)) continue;
        await refused(await signed({ ...way.say, [member]: value }), `${member} ${JSON.stringify(value).slice(0, 40)}`);
      }
    }
  });

  it("without one of its members, or with one more, is refused", async () => {
    const text = JSON.stringify(way.say);
    for (const member of Object.keys(way.say)) {
      const rest = Object.fromEntries(Object.entries(way.say).filter(([name]) => name !== member));
      await refused(await signed(rest), `without ${member}`);
    }
    for (const more of ['"canary":1', '"__proto__":{"a":1}', '"v":1', '"at":0', `"v":1,${text.slice(1, -1)}`])
      await refused(await signed(`${text.slice(0, -1)},${more}}`), more);
  });

  it("spelled otherwise than a genuine speaker would is refused", async () => {
    const text = JSON.stringify(way.say);
    for (const other of [
      ` ${text}`,
      `${text}\n`,
      text.replace(":", ": "),
      `\ufeff${text}`,
      text.replace('"v"', '"\\u0076"'),
      `[${text}]`,
      "",
      "null",
    ])
      await refused(await signed(other), JSON.stringify(other).slice(0, 40));
  });

  it("under a foreign header is refused", async () => {
    const text = JSON.stringify(way.say);
    for (const header of [{ kid: "1" }, { typ: "JWT" }, { b64: true, crit: ["b64"] }, { jwk: {} }, { cty: "x" }])
      await refused(await signed(text, header), JSON.stringify(header));
    for (const other of kinds) if (other !== kind) await refused(await forge(other, text, way.keys), other);
    const [, payload = "", signature = ""] = (await signed(text)).split(".");
    const none = toBase64url(new TextEncoder().encode('{"alg":"none"}'));
    await refused(`${none}.${payload}.${signature}`, "none");
  });

  it("signed by another key, or changed after it was signed, is refused", async () => {
    const text = JSON.stringify(way.say);
    await refused(await forge(kind, text, await newKeys()), "another key");
    const [header = "", payload = "", signature = ""] = (await signed(text)).split(".");
    const changed = toBase64url(new TextEncoder().encode(JSON.stringify({ ...way.say, at: 1 })));
    await refused(`${header}.${changed}.${signature}`, "another payload");
    await refused(`${header}.${payload}.${"A".repeat(85)}A`, "no signature");
    const last = "AQgw";
    const other = last[(last.indexOf(signature.at(-1) ?? "") + 1) % 4] ?? "";
    await refused(`${header}.${payload}.${signature.slice(0, -1)}${other}`, "another last character");
  });

  it("that is as it should be is taken", async () => {
    const answer = await way.send(await signed(way.say));
    expect([200, 201, 204], JSON.stringify(answer.body)).toContain(answer.status);
  });
});

it("a script in a reason is text: kept as it was signed, and told to those who may see it", async () => {
  const stage = await openStage();
  const { request } = await ways(stage, "request");
  const reason = "<script>alert(1)</script>\nsecond line";
  const say = { ...request.say, id: freshId(), reason };
  const answer = await request.send(await forge("request", JSON.stringify(say), stage.anna.keys));
  expect(answer).toMatchObject({ status: 201, body: { reason, state: "pending" } });
});
