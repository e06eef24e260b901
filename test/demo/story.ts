import type { Page } from "playwright-core";
import type { Customer } from "../browser/customer.ts";
import { officePc } from "../browser/meet.ts";
import { soon } from "../browser/soon.ts";
import { berlin, type Stage } from "../browser/stage.ts";
import { sameQuestion, type Technician } from "../browser/technician.ts";
import { nextClockChange } from "./clock-change.ts";
import type { DemoOptions } from "./options.ts";
import type { Timeline } from "./timeline.ts";

const day = 86_400_000;

/**
 * The whole story in two browsers. Everybody acts only through what is visible; the server's endpoints made the
 * organisation and aren't asked again.
 */
export async function play(stage: Stage, timeline: Timeline, options: DemoOptions): Promise<void> {
  const { language, scheme, windows } = options;
  const technician = await stage.technician({ language, scheme, windows: windows ? { left: 0, width: 1180 } : null });
  const customer = await stage.customer({ language, scheme, windows: windows ? { left: 1190, width: 500 } : null });
  const scenes = new Scenes(timeline, technician, customer);
  await introduce(scenes);
  await grant(scenes);
  await pauseAndResume(scenes);
  await denyAndWithdraw(scenes);
  await revoke(scenes);
}

/** Who does the next step, and where it is seen. */
class Scenes {
  readonly technician: Technician;
  readonly customer: Customer;
  readonly #timeline: Timeline;

  constructor(timeline: Timeline, technician: Technician, customer: Customer) {
    this.#timeline = timeline;
    this.technician = technician;
    this.customer = customer;
  }

  atConsole<Seen>(what: string, act: (technician: Technician) => Promise<Seen>): Promise<Seen> {
    return this.#step("technician", what, this.technician.page, () => act(this.technician));
  }

  atPopup<Seen>(what: string, act: (customer: Customer) => Promise<Seen>): Promise<Seen> {
    return this.#step("customer", what, this.customer.page, () => act(this.customer));
  }

  #step<Seen>(who: string, what: string, page: Page, act: () => Promise<Seen>): Promise<Seen> {
    return this.#timeline.step({ who, what, page }, act);
  }
}

async function introduce(scenes: Scenes): Promise<void> {
  await scenes.atConsole("opens the panel in the console", (technician) => technician.openPanel());
  await scenes.atConsole("signs in", (technician) => technician.signIn());
  const code = await scenes.atConsole("starts a session and reads its code aloud", (technician) =>
    technician.startSession(),
  );
  await scenes.atPopup("types the code and joins", (customer) => customer.join(code, officePc));
  const number = await scenes.atConsole("reads the check number aloud", (technician) => technician.readNumber());
  await scenes.atPopup("types the check number, and it fits", async (customer) => {
    await customer.typeNumber(number);
    await customer.reads(customer.names.numberFits);
  });
  await scenes.atConsole("presses It fits: the session is active", (technician) => technician.itFits());
}

async function grant(scenes: Scenes): Promise<void> {
  // So many days that the next change of clocks lies among them, whatever the day of the demo.
  const days = Math.ceil((nextClockChange(berlin, Date.now()) - Date.now()) / day) + 2;
  const asked = {
    mode: "atConnection",
    span: { days },
    hours: { opens: "20:00", closes: "06:00" },
    zone: "customersTime",
    reason: "Install updates outside working hours",
    ticket: "4711",
  } as const;
  const proposed = await scenes.atConsole(
    `asks for ${days} days at certain hours over midnight`,
    async (technician) => {
      await technician.fill(asked);
      return technician.preview();
    },
  );
  await scenes.atConsole("requests unattended access", (technician) => technician.send());
  await scenes.atPopup("gets a notification and a badge", async (customer) => {
    await soon("a notification", async () => (await customer.profile.notifications()).length === 1);
    await soon('the badge "1"', async () => (await customer.profile.badge()) === "1");
  });
  await scenes.atPopup("reads the very question that the technician saw", async (customer) => {
    const question = await customer.question();
    if (!sameQuestion(question, proposed)) throw new Error(`read "${question}", and the technician saw "${proposed}"`);
  });
  await scenes.atPopup("presses OK", (customer) => customer.approve());
  await scenes.atConsole("reads that unattended access is active", (technician) =>
    technician.reads(technician.names.active),
  );
  await scenes.atConsole("ends the session", async (technician) => {
    await technician.press(technician.names.endSession);
    await (await technician.button(technician.names.startSession)).waitFor();
  });
  await scenes.atPopup("finds the access among what was given", (customer) => customer.seesAccess());
}

async function pauseAndResume(scenes: Scenes): Promise<void> {
  await scenes.atPopup("pauses the access", (customer) => customer.pause());
  await scenes.atConsole("reads that it is paused", (technician) => technician.reads(technician.names.paused));
  await scenes.atPopup("resumes the access", (customer) => customer.resume());
  await scenes.atConsole("reads why Connect can't be pressed yet", async (technician) => {
    await technician.readsNoMore(technician.names.paused);
    await technician.seesWhyNoConnection();
  });
}

async function denyAndWithdraw(scenes: Scenes): Promise<void> {
  const code = await scenes.atConsole("starts another session", (technician) => technician.startSession());
  await scenes.atPopup("joins it", (customer) => customer.joinFurther(code, officePc));
  await scenes.atConsole("is in it at once: they know each other", (technician) => technician.isActive());
  await scenes.atConsole("asks for more, with no end", (technician) =>
    technician.ask({ span: "unlimited", reason: "Always be able to help" }),
  );
  await scenes.atPopup("denies it, and says why", async (customer) => {
    await customer.question();
    await customer.deny("Nights are enough");
  });
  await scenes.atConsole("reads that it was denied, and why", async (technician) => {
    await technician.reads(technician.names.denied);
    await technician.reads("Nights are enough");
  });
  await scenes.atConsole("asks for a single day", (technician) =>
    technician.ask({ span: { days: 1 }, reason: "Today" }),
  );
  await scenes.atPopup("reads the new question", async (customer) => {
    await customer.press(customer.names.myComputer);
    await customer.question();
  });
  await scenes.atConsole("takes the request back", (technician) => technician.withdraw());
  await scenes.atPopup("reads that the request is over", (customer) => customer.seesRequestGone());
}

async function revoke(scenes: Scenes): Promise<void> {
  await scenes.atPopup("revokes the access for good", async (customer) => {
    await customer.goHome();
    await customer.revoke();
    await customer.endedReads(customer.names.revokedByYou);
  });
  await scenes.atConsole("reads that it was revoked", (technician) =>
    technician.endedReads(technician.names.revokedByCustomer),
  );
}
