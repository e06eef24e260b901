import { describe, expect, it } from "vitest";
import { z } from "zod";
import { spanOf } from "../../shared/access-window.ts";
import { freshId } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { request } from "../../shared/records.ts";
import { hashOf, type Saying, say } from "../../shared/statements.ts";
import type { Terms } from "../../shared/terms.ts";
import { openGround } from "./ground.ts";
import { approve, cast, customer, days, type everything, introduce, must, newKeys, requestAccess } from "./people.ts";
import { problemOf } from "./problem-of.ts";

const minute = 60_000;
const list = z.object({ items: z.array(request) });

async function active(kind: "desktop" | "chat-only" | "mobile" = "desktop", at?: number) {
  const ground = await openGround(at === undefined ? {} : { at });
  const people = await cast(ground);
  const { anna, customer: him } = people;
  const session = await introduce(anna, him, kind);
  const saying = anna.requestSaying(him.key, session.id, session.endsAt, days(7));
  const ask = async (change: Partial<Saying<"request">> = {}) =>
    anna.ask("POST", "/api/requests", {
      sessionId: session.id,
      request: await anna.sign("request", { ...saying, ...change }),
    });
  const stored = async () => must(await anna.ask("GET", "/api/requests"), 200, list).items;
  return { ground, ...people, session, saying, ask, stored };
}

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
      answerReason: null,
    });
    expect(must(await him.ask("GET", "/api/requests?state=pending"), 200, list).items).toEqual([made]);
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

describe("what a group may", () => {
  it.each([
    [{ mayUse: false }, {}, ["group-not-permitted"]],
    [{ longestDays: 6 }, {}, ["over-cap"]],
    [{ unlimitedAllowed: false }, { terms: { ...days(1), span: { kind: "unlimited" } } }, ["unlimited-not-allowed"]],
    [{ reasonRequired: true, ticketRequired: true }, { reason: "", ticket: "" }, ["reason-missing", "ticket-missing"]],
    [
      { administratorCredentialsAlways: true },
      { terms: { ...days(1), credentialMode: "at-setup" } },
      ["mode-not-offered", "doorkeeper-missing"],
    ],
  ] as [Partial<typeof everything>, Partial<Saying<"request">>, string[]][])(
    "%o is asked of the very next request, and of the approval of one that waits",
    async (policy, change, codes) => {
      const { admin, team, anna, customer: him, ask, saying } = await active();
      const isAskable = !codes.includes("doorkeeper-missing");
      if (isAskable) must(await ask(change), 201, request);
      await admin.ask("PATCH", `/api/groups/${team.id}`, policy);
      if (isAskable) {
        const signed = await anna.sign("request", { ...saying, ...change });
        const grant = await him.sign("grant", await him.grantSaying(signed, { v: 1, ...saying, ...change }));
        const answer = await him.ask("POST", `/api/requests/${saying.id}/approve`, { grant });
        expect(problemOf(answer, "refused").reasons?.map(({ code }) => code)).toEqual(codes);
        await anna.ask("POST", `/api/requests/${saying.id}/withdraw`);
      }
      const again = problemOf(await ask({ ...change, id: freshId() }), "refused");
      expect(again.reasons?.map(({ code }) => code)).toEqual(codes);
    },
  );

  it("ends for somebody who leaves every group, or is disabled", async () => {
    const { admin, annasRecord, ask, saying, customer: him, anna } = await active();
    const signed = await anna.sign("request", saying);
    await ask();
    await admin.ask("PATCH", `/api/people/${annasRecord.id}`, { groupId: null });
    problemOf(await ask({ id: freshId() }), "refused");
    await admin.ask("PATCH", `/api/people/${annasRecord.id}`, { disabled: true });
    problemOf(await ask({ id: freshId() }), "not-signed-in");
    const grant = await him.sign("grant", await him.grantSaying(signed, { v: 1, ...saying }));
    expect(
      problemOf(await him.ask("POST", `/api/requests/${saying.id}/approve`, { grant }), "refused").reasons,
    ).toEqual(expect.arrayContaining([{ code: "group-not-permitted", field: "session" }]));
  });

  it("that becomes stricter deletes nothing that was given", async () => {
    const { ground, admin, team, anna, customer: him, session } = await active();
    const unlimited: Terms = { ...days(1), span: { kind: "unlimited" } };
    const grant = await approve(him, await requestAccess(anna, him, session, unlimited));
    await admin.ask("PATCH", `/api/groups/${team.id}`, { mayUse: false, unlimitedAllowed: false, longestDays: 1 });
    await ground.pass(1);
    const { items } = must(await anna.ask("GET", "/api/grants"), 200, z.object({ items: z.array(z.looseObject({})) }));
    expect(items).toMatchObject([{ id: grant.id, revokedAt: null, access: { open: true } }]);
  });
});

describe("answering", () => {
  const answers = ["approve", "deny", "withdraw"] as const;
  async function waiting(terms = days(7), at?: number) {
    const stage = await active("desktop", at);
    const { anna, customer: him, session } = stage;
    const asked = await requestAccess(anna, him, session, terms);
    const path = `/api/requests/${asked.id}`;
    const act = {
      approve: async (more: object = {}) =>
        him.ask("POST", `${path}/approve`, {
          grant: await him.sign("grant", await him.grantSaying(asked.signed, asked.saying, more)),
        }),
      deny: () => him.ask("POST", `${path}/deny`, { reason: "Not today" }),
      withdraw: () => anna.ask("POST", `${path}/withdraw`),
    };
    return { ...stage, asked, path, act };
  }

  it.each(answers.flatMap((first) => answers.map((second) => [first, second] as const)))(
    "%s, then %s: the first is final",
    async (first, second) => {
      const { act, stored } = await waiting();
      expect((await act[first]()).status).toBeLessThan(300);
      const before = await stored();
      problemOf(await act[second](), "not-pending");
      expect(await stored()).toEqual(before);
    },
  );

  it.each(answers.flatMap((first) => answers.map((second) => [first, second] as const)))(
    "%s and %s at once: one wins, the other is told",
    async (first, second) => {
      const { act, ground } = await waiting();
      const both = await Promise.all([act[first](), act[second]()]);
      expect(both.map(({ status }) => (status < 300 ? "won" : status)).toSorted()).toEqual([409, "won"]);
      const grants = await ground.store.selectFrom("grants").selectAll().execute();
      const [row] = await ground.store.selectFrom("requests").selectAll().execute();
      expect(grants).toHaveLength(row?.answer === "approved" ? 1 : 0);
    },
  );

  it.each(answers)("%s is too late once the session is over", async (late) => {
    const { act, anna, session, stored } = await waiting();
    await anna.ask("POST", `/api/sessions/${session.id}/end`);
    expect(await stored()).toMatchObject([{ state: "lapsed" }]);
    problemOf(await act[late](), "not-pending");
  });

  it.each(answers)("%s is too late once the dates are over, though the session goes on", async (late) => {
    const terms: Terms = { ...days(1), span: { kind: "dates", from: "2026-12-01", through: "2026-12-01" } };
    const { act, anna, ground, session, stored } = await waiting(terms, Date.UTC(2026, 11, 1, 14));
    const midnight = Date.UTC(2026, 11, 1, 23);
    ground.clock.at = midnight - 1;
    expect(await stored()).toMatchObject([{ state: "pending", lapsesAt: midnight }]);
    ground.clock.at = midnight;
    expect(await stored()).toMatchObject([{ state: "lapsed", answeredAt: midnight }]);
    expect((await anna.ask("GET", "/api/requests?state=lapsed")).body).toMatchObject({ items: [{ state: "lapsed" }] });
    expect((await anna.ask("GET", "/api/requests?state=pending")).body).toEqual({ items: [] });
    problemOf(await act[late](), "not-pending");
    await ground.pass(0);
    expect(await stored()).toMatchObject([{ state: "lapsed", answeredAt: midnight }]);
    const { items } = must(
      await anna.ask("GET", "/api/sessions?state=active"),
      200,
      z.object({ items: z.array(z.looseObject({})) }),
    );
    expect(items).toMatchObject([{ id: session.id }]);
  });

  it("no: says why to the technician, where the customer wrote it", async () => {
    const { act, asked, customer: him, stored } = await waiting();
    await act.deny();
    expect(await stored()).toMatchObject([{ state: "denied", answerReason: "Not today" }]);
    problemOf(await him.ask("POST", `/api/requests/${asked.id}/challenge`), "not-pending");
  });

  it("without a doorkeeper needs no challenge", async () => {
    const { customer: him, path } = await waiting();
    expect(await him.ask("POST", `${path}/challenge`, {})).toMatchObject({ status: 200, body: { challenge: null } });
  });

  it("yes makes one grant of the very statement, and the same yes again is the same answer", async () => {
    const { ground, customer: him, anna, asked, path, stored } = await waiting();
    const saying = await him.grantSaying(asked.signed, asked.saying);
    const grant = await him.sign("grant", saying);
    const first = await him.ask("POST", `${path}/approve`, { grant });
    expect(first).toMatchObject({
      status: 201,
      body: {
        receipt: null,
        grant: {
          id: saying.id,
          requestId: asked.id,
          signed: grant,
          computer: { id: him.held.computerId, name: "Office PC", key: him.key },
          technician: { id: anna.id, name: "Anna Berg", key: anna.key },
          terms: asked.terms,
          approvedAt: saying.approvedAt,
          until: spanOf(asked.terms, saying.approvedAt).until,
          n: 0,
          revokedAt: null,
          pausedAt: null,
          access: { open: true },
        },
      },
    });
    expect(await him.ask("POST", `${path}/approve`, { grant })).toMatchObject({ status: 201, body: first.body });
    await ground.pass(1);
    expect((await him.ask("POST", `${path}/approve`, { grant })).status).toBe(201);
    expect(await ground.store.selectFrom("grants").select("id").execute()).toHaveLength(1);
    expect(await stored()).toMatchObject([{ state: "approved" }]);
  });

  it.each([
    ["another request", async () => ({ request: await hashOf("a.b.c") })],
    ["another technician's key", async () => ({ technician: (await newKeys()).key })],
    ["another technician's name", () => ({ technicianName: "Anna Bergmann" })],
    ["another customer", async () => ({ customer: (await newKeys()).key })],
    ["a doorkeeper that isn't paired", async () => ({ computer: (await newKeys()).key })],
    ["a password that nobody checked", () => ({ confirmed: "password" })],
    ["credentials that nobody keeps", () => ({ credentials: "A".repeat(43) })],
    ["a challenge that nobody made", () => ({ challenge: "A".repeat(43) })],
  ])("yes with %s in the statement is refused", async (_, change) => {
    const { act, stored } = await waiting();
    problemOf(await act.approve(await change()), "bad-signature");
    expect(await stored()).toMatchObject([{ state: "pending" }]);
  });

  it.each([
    ["longer", { span: { kind: "days", days: 8 } }],
    ["shorter", { span: { kind: "days", days: 6 } }],
    ["in another zone", { zone: "Europe/Paris" }],
    ["with hours", { hours: [{ opens: "20:00", closes: "22:00", weekdays: ["mon"] }] }],
  ])("yes to terms that are %s than asked is refused", async (_, change) => {
    const { act, asked, stored } = await waiting();
    problemOf(await act.approve({ terms: { ...asked.terms, ...change } }), "terms-differ");
    expect(await stored()).toMatchObject([{ state: "pending" }]);
  });

  it("yes by a clock that is more than five minutes off is refused, both clocks told", async () => {
    const { act, ground } = await waiting();
    for (const off of [-1, 1]) {
      const yours = ground.now() + off * (bounds.clocksDiffer + 1);
      expect(problemOf(await act.approve({ approvedAt: yours }), "clocks-differ")).toMatchObject({
        at: ground.now(),
        yours,
      });
    }
    expect((await act.approve({ approvedAt: ground.now() - bounds.clocksDiffer })).status).toBe(201);
  });

  it("yes is measured by the customer's clock too, from which the span is counted", async () => {
    const midnight = Date.UTC(2026, 11, 1, 23);
    const terms: Terms = { ...days(1), span: { kind: "dates", from: "2026-12-02", through: "2036-12-02" } };
    const { act, stored } = await waiting(terms, midnight + 60_000);
    expect(problemOf(await act.approve({ approvedAt: midnight - 60_000 }), "refused").reasons).toEqual([
      { code: "span-malformed", field: "span" },
    ]);
    expect(await stored()).toMatchObject([{ state: "pending" }]);
    expect((await act.approve({ approvedAt: midnight })).status).toBe(201);
  });

  it("yes signed by another customer's key is refused", async () => {
    const { ground, asked, path, customer: him } = await waiting();
    const other = await customer(ground);
    const saying = await other.grantSaying(asked.signed, asked.saying, { customer: him.key });
    problemOf(await him.ask("POST", `${path}/approve`, { grant: await other.sign("grant", saying) }), "bad-signature");
  });

  it("yes with the id of another grant is malformed", async () => {
    const { act, anna, customer: him, session, stored } = await waiting();
    const id = freshId();
    expect((await act.approve({ id })).status).toBe(201);
    const second = await requestAccess(anna, him, session, days(2));
    const saying = await him.grantSaying(second.signed, second.saying, { id });
    const answer = await him.ask("POST", `/api/requests/${second.id}/approve`, {
      grant: await him.sign("grant", saying),
    });
    expect(problemOf(answer, "malformed").errors).toEqual([{ pointer: "/grant", code: "id-used" }]);
    expect((await stored()).map(({ state }) => state).toSorted()).toEqual(["approved", "pending"]);
  });

  it("what is copied out of a statement is what stands in it", async () => {
    const { act, ground } = await waiting();
    await act.approve();
    const payload = (signed: string) => JSON.parse(Buffer.from(signed.split(".")[1] ?? "", "base64url").toString());
    const [asked] = await ground.store.selectFrom("requests").selectAll().execute();
    const [given] = await ground.store.selectFrom("grants").selectAll().execute();
    if (asked === undefined || given === undefined) throw new Error("nothing is stored");
    const said = payload(asked.signed);
    expect([asked.id, JSON.parse(asked.terms), asked.reason, asked.ticket]).toEqual([
      said.id,
      said.terms,
      said.reason,
      said.ticket,
    ]);
    const yes = payload(given.signed);
    expect([given.id, JSON.parse(given.terms), given.approvedAt, given.technicianKey]).toEqual([
      yes.id,
      yes.terms,
      yes.approvedAt,
      yes.technician,
    ]);
    expect(given.until).toBe(spanOf(yes.terms, yes.approvedAt).until);
  });
});
