import { describe, it } from "vitest";
import { arrive, meetBy } from "./meet.ts";
import { languages } from "./names.ts";
import { useStage } from "./test-stage.ts";

const stage = useStage();

/** Another number than this one. */
const not = (number: string, by: number): string => String((Number(number) + by) % 1_000_000).padStart(6, "0");

describe.each(languages)("the check number (%s)", (language) => {
  it("that is typed wrong three times ends the session, with a red page for both", async () => {
    const technician = await stage().technician({ language });
    const customer = await stage().customer({ language });
    await arrive(technician);
    await customer.join(await technician.startSession(), "Office PC");
    const number = await technician.readNumber();
    for (const by of [1, 2, 3]) await customer.typeNumber(not(number, by));
    await customer.seesWarning(customer.names.stopAndCallBack);
    await technician.seesWarning(technician.names.numberDidNotFit);
  });

  it("that the technician says doesn't fit ends the session, with a red page for both", async () => {
    const technician = await stage().technician({ language });
    const customer = await stage().customer({ language });
    await arrive(technician);
    await customer.join(await technician.startSession(), "Office PC");
    await technician.readNumber();
    await technician.press(technician.names.itDoesNotFit);
    await technician.seesWarning(technician.names.numberDidNotFit);
    await customer.seesWarning(customer.names.numberDidNotFit);
  });

  it("typed right after one mistake still fits", async () => {
    const technician = await stage().technician({ language });
    const customer = await stage().customer({ language });
    await arrive(technician);
    await customer.join(await technician.startSession(), "Office PC");
    const number = await technician.readNumber();
    await customer.typeNumber(not(number, 1));
    await customer.reads(customer.names.notTheNumber);
    await customer.typeNumber(number);
    await customer.reads(customer.names.numberFits);
  });

  it("isn't read to somebody who isn't the customer: a new code ends that session and starts another", async () => {
    const technician = await stage().technician({ language });
    const stranger = await stage().customer({ language });
    await arrive(technician);
    const code = await technician.startSession();
    await stranger.join(code, "Somebody's PC");
    await technician.reads("Somebody's PC");
    await technician.press(technician.names.newCode);
    const fresh = await technician.readOtherCode(code);
    const customer = await stage().customer({ language });
    await meetBy(technician, customer, fresh);
  });
});
