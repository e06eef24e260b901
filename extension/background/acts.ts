import type { Browser } from "webextension-polyfill";
import type { Customer } from "../customer/customer.ts";
import type { ActName, Acts, Message, Outcome } from "../messages.ts";
import type { Consoles } from "../technician/consoles.ts";
import type { Technician } from "../technician/technician.ts";
import { done, refused } from "./half.ts";
import type { KeptItems } from "./kept-item.ts";
import { showOwnWindow } from "./own-window.ts";
import type { Sender } from "./sender.ts";

type Given = {
  browser: Browser;
  kept: KeptItems;
  technician: Technician;
  customer: Customer;
  consoles: Consoles;
  /** the tab in which a grant's viewer is open */
  viewerOf(grant: string): number | null;
  /** Acts are judged by what the server says: a background that an act has woken listens first. */
  settled(): Promise<unknown>;
};
type Table = { [Name in ActName]: (ask: Acts[Name]["ask"], from: Sender) => Promise<Acts[Name]["answer"]> };
type Answer = Acts[ActName]["answer"];

/** All that pages can have done. Answers how to perform one act, for whom may ask it here; `not-here` for others. */
export function createActs({ browser, kept, technician, customer, consoles, viewerOf, settled }: Given) {
  const { list, pages, tabs } = consoles;

  /** An act that concerns the very page in which the panel stands. */
  const inConsole =
    <Ask>(act: (ask: Ask, at: { origin: string; tab: number }) => Promise<Outcome>) =>
    async (ask: Ask, from: Sender): Promise<Outcome> => {
      const origin = await list.at(from.standsIn);
      return origin === null || from.tab === null ? refused("not-here") : act(ask, { origin, tab: from.tab });
    };

  const table: Table = {
    "sign-in": ({ email, password }) => technician.acts.signIn(email, password),
    "sign-out": () => technician.acts.signOut(),
    "start-session": inConsole(({ kind, reference }, { origin, tab }) => {
      // Kept under anything but what this tab's page has named, a session would be found on pages that she never saw.
      const isNamed = reference !== null && pages.hasNamed(tab, origin, reference);
      return technician.acts.startSession(kind, origin, isNamed ? reference : null);
    }),
    "new-code": ({ session }) => technician.acts.newCode(session),
    "end-session": ({ session }) => technician.acts.endSession(session),
    fits: ({ session, fits }) => technician.acts.fits(session, fits),
    "confirm-fits": async ({ session }) => {
      await showOwnWindow(browser, kept, `#fits-${session}`);
      return done;
    },
    request: ({ session, terms, reason, ticket }) => technician.acts.request({ session, terms, reason, ticket }),
    "confirm-request": async ({ session, terms, reason, ticket }) => {
      const draft = await technician.acts.keepDraft({ session, terms, reason, ticket });
      await showOwnWindow(browser, kept, "#confirm");
      return draft;
    },
    "drop-draft": () => technician.acts.dropDraft(),
    withdraw: ({ request }) => technician.acts.withdraw(request),
    "revoke-as-technician": ({ grant }) => technician.acts.revoke(grant),
    "open-viewer": async ({ grant }) => {
      const tab = viewerOf(grant);
      if (tab === null) await browser.tabs.create({ url: browser.runtime.getURL(`viewer.html#${grant}`) });
      else await browser.tabs.update(tab, { active: true });
      return done;
    },
    connect: ({ grant, share, resumes }) => technician.acts.connect({ grant, share, resumes }),
    "end-connection": ({ connection }) => technician.acts.endConnection(connection),
    "close-panel": inConsole((_, { tab }) => tabs.send(tab, { to: "close" })),
    look: inConsole(({ mark }, { tab }) => tabs.send(tab, { to: "look", mark })),
    "move-panel": inConsole(({ side }, { origin, tab }) => tabs.move(origin, tab, side)),
    pick: inConsole(({ what }, { origin, tab }) => tabs.pick(origin, tab, what)),
    "forget-picks": inConsole((_, { origin }) => tabs.forgetPicks(origin)),
    "add-console": ({ origin }) => list.add(origin),
    "remove-console": ({ origin }) => list.remove(origin),
    join: ({ code, name }) => customer.acts.join(code, name),
    leave: ({ session }) => customer.acts.leave(session),
    "check-number": ({ session, number }) => customer.acts.checkNumber(session, number),
    "ask-challenge": ({ request, painted }) => customer.acts.askChallenge(request, painted),
    approve: ({ request, painted, credentials }) => customer.acts.approve(request, painted, credentials),
    deny: ({ request, reason }) => customer.acts.deny(request, reason),
    pause: ({ grant }) => customer.acts.pause(grant),
    resume: ({ grant }) => customer.acts.resume(grant),
    revoke: ({ grant }) => customer.acts.revoke(grant),
    "rename-computer": ({ name }) => customer.acts.rename(name),
    history: () => customer.acts.history(),
    "looked-at": () => customer.acts.lookedAt(),
    "begin-pairing": (_, from) => customer.acts.beginPairing(from.isPrivate),
    "check-door": ({ number }) => customer.acts.checkDoor(number),
    "stop-pairing": () => customer.acts.stopPairing(),
    unpair: () => customer.acts.unpair(),
    "ask-password": ({ on }) => customer.acts.askPassword(on),
    "end-visit": ({ connection }) => customer.acts.endVisit(connection),
    "keep-tab": async ({ tab }) => {
      await kept.popupTab.write(tab);
      return done;
    },
    "show-in-window": async ({ show, request }) => {
      await showOwnWindow(browser, kept, show === "pairing" ? "#pairing" : request ? `#request-${request}` : "#own");
      return done;
    },
  };

  /** A panel that somebody has framed anywhere but in a console does nothing. */
  const mayAct = async ({ page, standsIn }: Sender): Promise<boolean> =>
    page !== "panel" || (await list.at(standsIn)) !== null;

  return async (message: Message, from: Sender): Promise<Answer> => {
    if (!(await mayAct(from))) return refused("not-here");
    await settled();
    // Name and fields were read together, so they belong together; TypeScript can't say so of a table.
    return (table[message.act] as (ask: Message, from: Sender) => Promise<Answer>)(message, from);
  };
}
