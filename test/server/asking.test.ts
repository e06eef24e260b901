import { describe, expect, it } from "vitest";
import { z } from "zod";
import { freshId } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { request } from "../../shared/records.ts";
import { say } from "../../shared/statements.ts";
import type { Terms } from "../../shared/terms.ts";
import { active } from "./active.ts";
import { customer, days, introduce, must, newKeys, requestAccess } from "./people.ts";
import { problemOf } from "./problem-of.ts";

const minute = 60_000;
const list = z.object({ items: z.array(request) });

describe("asking", () => {
  it("keeps the very statement, and tells what stands in it", async () => {
    const { anna, customer: him, session, saying, ground } = await active();
    const signed = await anna.sign("request", saying);
    const made = must(
      await anna.ask("POST", "/api/requests", { sessionId: session.id, request: signed }),
      201,
      request,
    );
    expect(made).toEqual({
      id: saying.id,
      sessionId: session.id,
      computer: { id: him.held.computerId, name: "Office PC" },
      technician: { id: anna.id, name: "Anna Berg", zone: null },
      state: "pending",
      signed,
      terms: saying.terms,
      reason: "Updates at night",
      ticket: "T-1",
      askedAt: ground.now(),
      lapsesAt: session.endsAt,
      answeredAt: null,
      passwordNeeded: false,
      answerReason: null,
    });
    expect(must(await him.ask("GET", "/api/requests?state=pending"), 200, list).items).toEqual([made]);
  });

  it("again and again in one session is over after ten within an hour, whatever became of them", async () => {
    const { ground, anna, customer: him, session } = await active();
    for (let count = 0; count < 10; count += 1) {
      const { id } = await requestAccess(anna, him, session);
      must(await anna.ask("POST", `/api/requests/${id}/withdraw`), 200, request);
      ground.clock.at += minute;
    }
    const ask = async (to = session) => {
      const signed = await anna.sign("request", anna.requestSaying(him.key, to.id, to.endsAt, days(7)));
      return anna.ask("POST", "/api/requests", { sessionId: to.id, request: signed });
    };
    const refused = await ask();
    problemOf(refused, "too-many");
    expect(refused.headers.get("retry-after")).toBe(String(50 * 60));
    ground.clock.at += 50 * minute - 1;
    problemOf(await ask(), "too-many");
    ground.clock.at += 1;
    const { id } = must(await ask(), 201, request);
    must(await anna.ask("POST", `/api/requests/${id}/withdraw`), 200, request);
    problemOf(await ask(), "too-many");
    expect((await ask(await introduce(anna, him))).status).toBe(201);
  });

  it("the same again is answered alike and stored once", async () => {
    const { anna, session, saying, stored } = await active();
    const body = { sessionId: session.id, request: await anna.sign("request", saying) };
    const first = await anna.ask("POST", "/api/requests", body);
    expect(await anna.ask("POST", "/api/requests", body)).toMatchObject({ status: 201, body: first.body });
    expect(await stored()).toHaveLength(1);
  });

  it.each([
    ["another technician's key", async () => ({ technician: (await newKeys()).key })],
    ["another name", () => ({ name: "Anna Bergmann" })],
    ["another organisation", () => ({ organisation: "Contoso" })],
    ["another customer", async () => ({ customer: (await newKeys()).key })],
    ["a doorkeeper that isn't paired", async () => ({ computer: (await newKeys()).key })],
    ["another session", () => ({ session: freshId() })],
    ["a later end than the session's", (now: number) => ({ lapses: now + 13 * 60 * minute })],
    ["an earlier end than the session's", (now: number) => ({ lapses: now + 60 * minute })],
  ])("with %s in the statement is refused", async (_, change) => {
    const { ground, ask, stored } = await active();
    problemOf(await ask(await change(ground.now())), "bad-signature");
    expect(await stored()).toEqual([]);
  });

  it("by a key that wasn't introduced in this session is refused", async () => {
    const { ground, anna, session, saying, stored } = await active();
    const { technician } = await import("./people.ts");
    const elsewhere = await technician(ground, "anna@example.com");
    const signed = await elsewhere.sign("request", { ...saying, technician: elsewhere.key });
    problemOf(
      await elsewhere.ask("POST", "/api/requests", { sessionId: session.id, request: signed }),
      "bad-signature",
    );
    expect(await stored()).toEqual([]);
    expect((await anna.ask("GET", "/api/me")).status).toBe(200);
  });

  it("signed by another key than it names is refused", async () => {
    const { anna, session, saying } = await active();
    const { pair } = await newKeys();
    const signed = await say("request", saying, pair.privateKey);
    problemOf(await anna.ask("POST", "/api/requests", { sessionId: session.id, request: signed }), "bad-signature");
  });

  it("with another statement's kind, or a second spelling of the signature, is refused", async () => {
    const { anna, customer: him, session, saying } = await active();
    const signed = await anna.sign("request", saying);
    const [header = "", payload = "", signature = ""] = signed.split(".");
    const last = "AQgw".includes(signature.at(-1) ?? "") ? "B" : "A";
    const others = [
      session.meet,
      `${session.meet.split(".")[0]}.${payload}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -1)}${last}`,
      `${header}.${payload}=.${signature}`,
      `${header}.${payload}.${signature.slice(0, 10)}`,
      `${header}..${signature}`,
      await him.sign("decision", { customer: him.key, computer: null, grant: freshId(), state: "open", n: 1, at: 0 }),
    ];
    for (const other of others) {
      const answer = await anna.ask("POST", "/api/requests", { sessionId: session.id, request: other });
      expect([400, 422]).toContain(answer.status);
    }
  });

  it("by a clock that is more than five minutes off is refused, both clocks told", async () => {
    const { ground, ask } = await active();
    for (const off of [-1, 1]) {
      const yours = ground.now() + off * (bounds.clocksDiffer + 1);
      expect(problemOf(await ask({ at: yours }), "clocks-differ")).toMatchObject({ at: ground.now(), yours });
    }
    expect((await ask({ at: ground.now() - bounds.clocksDiffer })).status).toBe(201);
  });

  it("twice for the same computer is refused while the first one waits", async () => {
    const { anna, customer: him, ask, session } = await active();
    await ask();
    problemOf(await ask({ id: freshId() }), "request-pending");
    const other = await introduce(anna, him);
    const elsewhere = anna.requestSaying(him.key, other.id, other.endsAt, days(1));
    const body = { sessionId: other.id, request: await anna.sign("request", elsewhere) };
    problemOf(await anna.ask("POST", "/api/requests", body), "request-pending");
    await anna.ask("POST", `/api/sessions/${session.id}/end`);
    expect((await anna.ask("POST", "/api/requests", body)).status).toBe(201);
  });

  it("with an id that was used for something else is malformed", async () => {
    const { anna, ask, saying } = await active();
    await ask();
    await anna.ask("POST", `/api/requests/${saying.id}/withdraw`);
    expect(problemOf(await ask({ reason: "Other" }), "malformed").errors).toEqual([
      { pointer: "/request", code: "id-used" },
    ]);
  });

  const wrongTerms = (change: Partial<Terms>) => ({ terms: { ...days(7), ...change } });
  it.each([
    ["on setup without a doorkeeper", wrongTerms({ credentialMode: "at-setup" }), ["doorkeeper-missing"]],
    ["no whole days", wrongTerms({ span: { kind: "days", days: 1.5 } }), ["span-malformed"]],
    [
      "dates that are over",
      wrongTerms({ span: { kind: "dates", from: "2026-11-01", through: "2026-11-30" } }),
      ["span-over"],
    ],
    ["an unknown zone", wrongTerms({ zone: "Europe/Atlantis" }), ["zone-unknown"]],
    ["no hours", wrongTerms({ hours: [{ opens: "09:00", closes: "09:00", weekdays: ["mon"] }] }), ["hours-malformed"]],
  ])("for %s is refused with the reasons", async (_, change, codes) => {
    const { ask, stored } = await active();
    const said = problemOf(await ask(change), "refused");
    expect(said.reasons?.map(({ code }) => code)).toEqual(codes);
    expect(await stored()).toEqual([]);
  });

  it.each(["chat-only", "mobile"] as const)("in a %s session is refused", async (kind) => {
    const { ask } = await active(kind);
    expect(problemOf(await ask(), "refused").reasons).toEqual([{ code: `${kind}-session`, field: "session" }]);
  });

  it("outside an active session is refused, whatever the session is instead", async () => {
    const { ground, anna, customer: him, session } = await active();
    const waiting = await anna.startSession();
    const meeting = await anna.startSession();
    const other = await customer(ground, "Laptop");
    await other.join(meeting.session.id, meeting.code);
    await anna.ask("POST", `/api/sessions/${session.id}/end`);
    for (const [id, code] of [
      [waiting.session.id, "session-not-active"],
      [meeting.session.id, "not-introduced"],
      [session.id, "session-not-active"],
    ] as const) {
      const signed = await anna.sign("request", anna.requestSaying(him.key, id, session.endsAt, days(1)));
      const answer = await anna.ask("POST", "/api/requests", { sessionId: id, request: signed });
      expect(problemOf(answer, "refused").reasons).toEqual([{ code, field: "session" }]);
    }
  });
});
