import { describe, expect, it } from "vitest";
import { languages } from "./names.ts";
import { useStage } from "./test-stage.ts";
import { granted, paired, visit } from "./visit.ts";

const stage = useStage();

describe.each(languages)("a visit (%s)", (language) => {
  it.each(["atConnection", "atSetup"] as const)("%s: she operates the real screen, and he knows", async (mode) => {
    const pair = await paired(stage(), language);
    const { technician, customer, computer } = pair;
    await granted(pair, { mode });
    await customer.goHome();
    await customer.reads(customer.names.computerKnows);
    const viewer = await visit(pair, mode);
    const note = computer.note("anna was here");
    await viewer.type(note.line);
    await note.isThere();
    await expect.poll(() => customer.profile.notifications()).toHaveLength(1);
    await expect.poll(() => customer.profile.badge()).toBe(customer.names.badgeOn);
    await customer.press(customer.names.endVisit);
    await viewer.reads(viewer.names.endedByCustomer);
    // Who was let in during the session is still to be looked at.
    await expect.poll(() => customer.profile.badge()).toBe("!");
    await customer.reads(technician.account.name);
  });
});
