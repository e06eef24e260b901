import { setTimeout as pause } from "node:timers/promises";
import { DateTime } from "luxon";
import type { Computer } from "../browser/computer.ts";
import { officePc } from "../browser/meet.ts";
import { soon } from "../browser/soon.ts";
import { berlin, type Stage } from "../browser/stage.ts";
import { sameQuestion } from "../browser/technician.ts";
import { nextClockChange } from "./clock-change.ts";
import type { DemoOptions } from "./options.ts";
import { Scenes } from "./scenes.ts";
import type { Timeline } from "./timeline.ts";

const day = 86_400_000;
const minute = 60_000;

/**
 * The whole story in two browsers and at one computer. Everybody acts only through what is visible, at a screen or at the
 * computer's terminal; the server's endpoints made the organisation and aren't asked again.
 */
export async function play(stage: Stage, timeline: Timeline, options: DemoOptions): Promise<void> {
  const { language, scheme, windows } = options;
  const technician = await stage.technician({ language, scheme, windows: windows ? { left: 0, width: 1180 } : null });
  const customer = await stage.customer({ language, scheme, windows: windows ? { left: 1190, width: 500 } : null });
  const scenes = new Scenes(timeline, technician, customer);
  const computer = await stage.computer();
  await introduce(scenes);
  await pair(scenes, computer);
  await grant(scenes);
  await pauseAndResume(scenes);
  await denyAndWithdraw(scenes);
  await visitWhenConnecting(scenes, computer);
  await visitOnSetup(scenes, computer);
  await revoke(scenes);
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

async function pair(scenes: Scenes, computer: Computer): Promise<void> {
  await scenes.atConsole("reads that the computer has no doorkeeper yet", (technician) =>
    technician.reads(technician.names.doorkeeperProposed),
  );
  const digits = await scenes.atPopup("saves the doorkeeper and runs the command that stands there", (customer) =>
    computer.setUp(customer),
  );
  await scenes.atPopup("types the digits that it printed: the doorkeeper is set up", async (customer) => {
    await customer.typeNumber(digits);
    await customer.reads(customer.names.doorkeeperPaired);
  });
  await scenes.atPopup("goes back to My computer", (customer) => customer.goHome());
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
  await scenes.atPopup("finds the access among what was given: the computer knows", async (customer) => {
    await customer.seesAccess();
    await customer.reads(customer.names.computerKnows);
  });
}

async function pauseAndResume(scenes: Scenes): Promise<void> {
  await scenes.atPopup("pauses the access", (customer) => customer.pause());
  await scenes.atConsole("reads that it is paused", (technician) => technician.reads(technician.names.paused));
  await scenes.atPopup("resumes the access", (customer) => customer.resume());
  await scenes.atConsole("reads that it isn't paused any more", (technician) =>
    technician.readsNoMore(technician.names.paused),
  );
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

/** *When connecting*: an administrator of the computer, each time; the customer looks on. */
async function visitWhenConnecting(scenes: Scenes, computer: Computer): Promise<void> {
  const { administrator } = computer.accounts;
  await scenes.atConsole("asks for a day, with credentials when connecting", (technician) =>
    technician.ask({ mode: "atConnection", span: { days: 1 }, reason: "Move the mailbox" }),
  );
  await scenes.atPopup("approves it", async (customer) => {
    await customer.press(customer.names.myComputer);
    await customer.question();
    await customer.approve();
  });
  const viewer = await scenes.atConsole("presses Connect: the viewer opens in a tab", (technician) =>
    technician.openViewer(),
  );
  await scenes.atViewer("types a wrong password: the computer doesn't accept it", viewer, async () => {
    await viewer.fill(administrator.userName, "not the password");
    await viewer.connect();
    await viewer.reads(viewer.names.notAccepted);
  });
  await scenes.atViewer("types the administrator's: the real screen is there", viewer, async () => {
    await viewer.fill(administrator.userName, administrator.password);
    await viewer.connect();
    await viewer.seesScreen();
  });
  const note = computer.note("hello from the technician");
  await scenes.atViewer("types into a terminal on it", viewer, async () => {
    await viewer.type(note.line);
    await note.isThere();
  });
  await scenes.atPopup("sees who is connected, by band, badge and notification", async (customer) => {
    await customer.goHome();
    await customer.reads(customer.names.isConnected);
    await soon("the badge of a visit", async () => (await customer.profile.badge()) === customer.names.badgeOn);
    await soon("a notification", async () => (await customer.profile.notifications()).length === 1);
  });
  await scenes.atPopup("ends the visit", async (customer) => {
    await customer.press(customer.names.endVisit);
    await customer.reads(customer.names.nobodyConnected);
  });
  await scenes.atViewer("reads that the customer ended it", viewer, () => viewer.reads(viewer.names.endedByCustomer));
  await viewer.page.close();
}

/** *On setup*: the customer's own credentials, and nobody is there any more when they are used. */
async function visitOnSetup(scenes: Scenes, computer: Computer): Promise<void> {
  const { ordinary } = computer.accounts;
  // Open now, and closing in a few minutes: long enough for the visit, short enough to see it end by itself.
  const closes = Math.ceil(Date.now() / minute) * minute + 2 * minute;
  const clock = (at: number): string => DateTime.fromMillis(at, { zone: berlin }).toFormat("HH:mm");
  await scenes.atConsole("asks for the customer's credentials, until a few minutes from now", async (technician) => {
    await technician.press(technician.names.askMore);
    await technician.ask({
      mode: "atSetup",
      span: { days: 1 },
      hours: { opens: clock(closes - 60 * minute), closes: clock(closes) },
      zone: "customersTime",
      reason: "Finish while nobody is there",
    });
  });
  await scenes.atPopup("types a wrong password and is told at once", async (customer) => {
    await customer.question();
    await customer.fillCredentials({ userName: ordinary.userName, password: "not the password" });
    await customer.press(customer.names.ok);
    await customer.reads(customer.names.wrongPassword);
  });
  await scenes.atPopup("types the right one and approves", async (customer) => {
    await customer.fillCredentials(ordinary);
    await customer.approve();
  });
  await scenes.atConsole("ends the session", async (technician) => {
    await technician.press(technician.names.endSession);
    await (await technician.button(technician.names.startSession)).waitFor();
  });
  await scenes.leave("goes home: the browser is closed");
  const viewer = await scenes.atConsole("presses Connect", (technician) => technician.openViewer());
  await scenes.atViewer("connects without a password: the screen is there", viewer, async () => {
    await viewer.connect();
    await viewer.seesScreen();
  });
  const note = computer.note("done while nobody was there");
  await scenes.atViewer("does the work", viewer, async () => {
    await viewer.type(note.line);
    await note.isThere();
  });
  await scenes.atViewer("reads that access closes soon", viewer, () => viewer.reads(viewer.names.closing));
  await pause(Math.max(0, closes - Date.now()));
  await scenes.atViewer("sees the window close: the visit has ended by itself", viewer, () =>
    viewer.reads(viewer.names.endedByWindow),
  );
  await scenes.comeBack("is back");
  await scenes.atPopup("reads both visits, as the computer signed them", async (customer) => {
    const rows = customer.page.getByRole("table").filter({ hasText: "Anna Berg" }).getByRole("row");
    await soon("two visits", async () => (await rows.filter({ hasText: "Anna Berg" }).count()) >= 2);
  });
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
