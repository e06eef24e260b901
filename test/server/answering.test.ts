import { describe, expect, it } from "vitest";
import { z } from "zod";
import { spanOf } from "../../shared/access-window.ts";
import { freshId } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { hashOf } from "../../shared/statements.ts";
import type { Terms } from "../../shared/terms.ts";
import { active } from "./active.ts";
import { customer, days, must, newKeys, requestAccess } from "./people.ts";
import { problemOf } from "./problem-of.ts";

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
