import { describe, expect, it } from "vitest";
import { z } from "zod";
import { freshId } from "../../shared/base64url.ts";
import type { Policy } from "../../shared/policy.ts";
import { request } from "../../shared/records.ts";
import type { Saying } from "../../shared/statements.ts";
import type { Terms } from "../../shared/terms.ts";
import { active } from "./active.ts";
import { approve, days, must, requestAccess } from "./people.ts";
import { problemOf } from "./problem-of.ts";

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
  ] as [Partial<Policy>, Partial<Saying<"request">>, string[]][])(
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
