import { describe, expect, it } from "vitest";
import { dateIn, nextClockChange } from "../demo/clock-change.ts";
import type { Customer } from "./customer.ts";
import { arrive, meet } from "./meet.ts";
import { languages } from "./names.ts";
import { berlin } from "./stage.ts";
import { type Asked, sameQuestion, type Technician } from "./technician.ts";
import { useStage } from "./test-stage.ts";

const stage = useStage();
const day = 86_400_000;

/** The terms of the story, by what they show. The dates lie around the next change of clocks. */
const change = nextClockChange(berlin, Date.now());
const terms: [string, Asked][] = [
  ["days", { span: { days: 5 } }],
  ["days at certain hours over midnight", { span: { days: 5 }, hours: { opens: "20:00", closes: "06:00" } }],
  [
    "a date range that crosses the change of clocks, at certain hours of the customer's time",
    {
      span: { from: dateIn(berlin, change - 2 * day), through: dateIn(berlin, change + 2 * day) },
      hours: { opens: "01:30", closes: "02:30" },
      zone: "customersTime",
    },
  ],
  ["no end", { span: "unlimited" }],
];

async function pair(language: "en" | "de"): Promise<{ technician: Technician; customer: Customer }> {
  const technician = await stage().technician({ language });
  const customer = await stage().customer({ language });
  await arrive(technician);
  await meet(technician, customer);
  return { technician, customer };
}

describe.each(languages)("the story (%s)", (language) => {
  // All terms are told in one language: the other has the same screens, and its words are tested by themselves.
  it.each(language === "en" ? terms : terms.slice(1, 2))(
    "with %s is asked, read in the same words, approved, and outlives its session",
    async (_, asked) => {
      const { technician, customer } = await pair(language);
      await technician.fill({ ...asked, reason: "Install updates", ticket: "4711" });
      const proposed = await technician.preview();
      const openings = await technician.openings();
      await technician.send();
      await expect.poll(() => customer.profile.badge()).toBe("1");
      await expect.poll(() => customer.profile.notifications()).toHaveLength(1);
      const question = await customer.question();
      expect(sameQuestion(question, proposed), `${question} | ${proposed}`).toBe(true);
      // Both see the same openings, each with the own clock first; without hours the first begins with the approval.
      const theirs = await customer.openings();
      if (asked.hours) expect(theirs.map(([mine, other]) => [other, mine])).toEqual(openings);
      await customer.reads("Install updates");
      await customer.reads("4711");
      await customer.approve();
      await technician.reads(technician.names.active);
      await expect.poll(() => customer.profile.notifications()).toEqual([]);
      await technician.press(technician.names.endSession);
      await technician.seesWhyNoConnection();
      await customer.seesAccess();
      const [grant] = await stage().administrator.grants();
      expect(grant?.computer.name).toBe("Office PC");
      expect(grant?.revokedAt).toBeNull();
    },
  );

  it("ends with a no, and says so to both", async () => {
    const { technician, customer } = await pair(language);
    await technician.ask({ span: { days: 1 } });
    await customer.question();
    await customer.deny("Not today");
    await technician.reads(technician.names.denied);
    await technician.reads("Not today");
    await expect.poll(() => customer.profile.badge()).toBe("");
  });

  it("lets a request be withdrawn while it waits", async () => {
    const { technician, customer } = await pair(language);
    await technician.ask({ span: { days: 1 } });
    await customer.question();
    await technician.withdraw();
    await technician.reads(technician.names.withdrawn);
    await customer.seesRequestGone();
    await expect.poll(() => customer.profile.notifications()).toEqual([]);
  });

  it("ends when the customer leaves, and a waiting request lapses with the session", async () => {
    const { technician, customer } = await pair(language);
    await technician.ask({ span: { days: 1 } });
    await customer.question();
    await customer.leave();
    await (await technician.button(technician.names.startSession)).waitFor();
    await technician.reads(technician.names.lapsed);
  });
});
