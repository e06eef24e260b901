import type { Browser } from "webextension-polyfill";
import { system as systemShape } from "../../shared/bounds.ts";
import { createCustomer } from "../customer/customer.ts";
import { createNotice } from "../customer/notice.ts";
import type { System } from "../customer/proposed-name.ts";
import { languageOf } from "../language.ts";
import type { CustomerState, TechnicianState, ViewerState } from "../messages.ts";
import { createConsoles } from "../technician/consoles.ts";
import { createTechnician } from "../technician/technician.ts";
import { createActs } from "./acts.ts";
import { hearBrowser } from "./browser-events.ts";
import { keptItems } from "./kept-item.ts";
import { createLine } from "./line.ts";
import { createPorts, viewerPort } from "./ports.ts";
import { createPulse } from "./pulse.ts";
import { createServerClient } from "./server-client.ts";
import { forgetOldSessions, type Store } from "./store.ts";

type Surroundings = {
  browser: Browser;
  store: Promise<Store>;
  server: string;
  /** match patterns of the consoles that are there without asking */
  consoles: string[];
  fetch: typeof fetch;
  openSocket(address: string): WebSocket;
  now(): number;
  zone(): string;
  navigatorLanguage: string;
};

/**
 * Wires the background: two halves, each with its own key, token and line to the server, and the pages that look at
 * them. Listeners are there when this returns, as browsers demand of a background that they wake.
 */
export function createBackground(given: Surroundings): void {
  const { browser, store, server, now, zone } = given;
  const client = createServerClient({ server, fetch: given.fetch });
  const kept = keptItems(browser, store);
  const language = languageOf(given.navigatorLanguage);
  const notice = createNotice({ browser, kept, language, zone });
  const system = async (): Promise<System> =>
    systemShape.catch("other").parse((await browser.runtime.getPlatformInfo()).os);
  const stayAwake = (): void => void browser.runtime.getPlatformInfo();
  const wire = { server, openSocket: given.openSocket, now, stayAwake };

  const technicianChanged = createPulse(async () => {
    consoles.pages.tellNews();
    await technicianPorts.post();
    await viewerPorts.post();
    await technician.attend();
    await technicianPorts.post();
    await viewerPorts.post();
  });
  const technicianLine = createLine({
    ...wire,
    token: () => technician.token(),
    refused: () => technician.forget(),
    changed: technicianChanged,
  });
  const technician = createTechnician({
    ...{ server, client, store, kept, now, zone },
    line: technicianLine,
    changed: technicianChanged,
  });
  const consoles = createConsoles({
    ...{ browser, kept, now },
    preset: given.consoles,
    snapshot: technicianLine.snapshot,
    sessionsAbout: technician.sessionsAbout,
    changed: technicianChanged,
  });
  const technicianPorts = createPorts<TechnicianState>(async ({ page, standsIn, tab }) => {
    const at = await consoles.list.at(standsIn);
    if (page === "panel" && at === null) return null;
    // Signed out, nothing depends on what the page says.
    if (at !== null && technicianLine.snapshot() !== null) await consoles.pages.opening(tab, at);
    return { ...(await technician.state()), ...(await consoles.shown(tab, at)) };
  }, technicianLine.settled);
  const viewerPorts = createPorts<ViewerState>(async (_, name) => {
    const grant = viewerPort.grantOf(name);
    return grant === null ? null : technician.viewerState(grant);
  }, technicianLine.settled);

  const customerChanged = createPulse(async () => {
    await customerPorts.post();
    await customer.attend();
    await customerPorts.post();
    // Before the server greeted nobody knows what is pending.
    if (customerLine.online()) await notice.show(await customer.state());
  });
  const customerLine = createLine({
    ...wire,
    token: () => customer.token(),
    refused: () => customer.forgetToken(),
    changed: customerChanged,
  });
  const customer = createCustomer({
    ...{ server, client, store, kept, now, zone, system, language },
    line: customerLine,
    changed: customerChanged,
  });
  const customerPorts = createPorts<CustomerState>(() => customer.state(), customerLine.settled);

  const lines = [technicianLine, customerLine];
  const keepLines = hearBrowser({
    ...{ browser, kept, consoles },
    ports: { technician: technicianPorts, customer: customerPorts, viewer: viewerPorts },
    perform: createActs({
      ...{ browser, kept, technician, customer, consoles },
      viewerOf: (grant) => viewerPorts.tabOf(viewerPort.of(grant)),
      settled: () => Promise.all(lines.map((line) => line.settled())),
    }),
    leaveVisits: technician.leaveVisits,
    keepLines: () => Promise.all(lines.map((line) => line.keep())),
  });

  void store.then((opened) => forgetOldSessions(opened, now()));
  void keepLines();
  void consoles.list
    .settle()
    .then(consoles.tabs.readAll)
    .catch(() => {});
}
