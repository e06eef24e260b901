import type {
  CustomerDoor,
  CustomerGrant,
  CustomerRequest,
  CustomerSession,
  CustomerState,
  CustomerVisit,
  Draft,
  LastTerms,
  PageShown,
  TechnicianGrant,
  TechnicianSession,
  TechnicianState,
  ViewerState,
} from "../../../../extension/messages.ts";
import type { Standing } from "../../../../extension/popup/place.ts";
import type { Stage, Why } from "../../../../extension/viewer/visit.ts";
import type { Connection, Request } from "../../../../shared/records.ts";
import type { Terms } from "../../../../shared/terms.ts";
import { weekdays } from "../../../../shared/terms.ts";
import { policy } from "../../../shared/valid.ts";

/** Everything that a page is told, by a script instead of a background: for looking, for photographs and for tests. */
export type Scene = {
  page: "panel" | "popup" | "viewer";
  hash?: string;
  /** where the popup stands; else in a window of its own */
  standing?: Partial<Standing>;
  now: number;
  /** the zone of the reader's browser */
  zone: string;
  technician?: TechnicianState;
  customer?: CustomerState;
  viewer?: ViewerState;
  /** how far the viewer's visit is; `open` on a screen by script, which closes then */
  visit?: Exclude<Stage, { at: "open" }> | { at: "open"; until: number | null; asks?: boolean };
  /** what the popup's own browser answers; without it there is no page before the popup, and no keys are set */
  browser?: { page: string | null; permits: boolean; keys: string | null };
  /** answers to acts; every other act is answered `{ ok: true }` */
  answers?: Record<string, unknown>;
};

export const now = Date.parse("2026-10-20T12:35:00Z");
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const berlin = "Europe/Berlin";
const lisbon = "Europe/Lisbon";
const id = (letter: string): string => `${letter.repeat(21)}A`;
const key = (letter: string): string => `${letter.repeat(42)}A`;
const compact = `${"e".repeat(20)}.${"p".repeat(40)}.${"s".repeat(85)}A`;
const hash = key("h");
/** A one-time share, as a doorkeeper makes one. */
const share = "KzJUYOXxi5CCWPYBhaxxhixwmBpHuZgVc-57TsJQ6Xc";

export const nightly: Terms = {
  credentialMode: "at-connection",
  span: { kind: "days", days: 5 },
  hours: [{ opens: "20:00", closes: "06:00", weekdays: [...weekdays] }],
  zone: berlin,
};
const saturdays: Terms = {
  credentialMode: "at-connection",
  span: { kind: "dates", from: "2026-10-10", through: "2026-10-31" },
  hours: [{ opens: "09:00", closes: "12:00", weekdays: ["sat"] }],
  zone: berlin,
};
const evenings: Terms = {
  credentialMode: "at-connection",
  span: { kind: "dates", from: "2026-10-26", through: "2026-11-06" },
  hours: [{ opens: "18:00", closes: "20:00", weekdays: ["mon", "tue", "wed", "thu", "fri"] }],
  zone: lisbon,
};
const unlimited: Terms = { ...nightly, span: { kind: "unlimited" }, hours: [] };
const working: Terms = {
  ...nightly,
  span: { kind: "unlimited" },
  hours: [
    { opens: "08:00", closes: "12:00", weekdays: ["mon", "tue", "wed", "thu", "fri"] },
    { opens: "13:00", closes: "17:00", weekdays: ["mon", "tue", "wed", "thu", "fri"] },
  ],
};

// ---- the technician ----

const computer = {
  id: id("c"),
  key: key("C"),
  name: "Office PC",
  system: "win" as const,
  zone: berlin,
  door: null,
  online: true,
  doorOnline: false,
  entries: 0,
  seenAt: now,
};
const anna = { id: id("t"), name: "Anna Berg", zone: lisbon };
const me: NonNullable<TechnicianState["me"]> = {
  role: "technician",
  id: anna.id,
  name: "Anna Berg",
  email: "anna@contoso.example",
  organisation: "Contoso IT",
  group: { id: id("g"), name: "Field service" },
  policy: policy(),
  key: key("T"),
};
export const signedOut: TechnicianState = {
  server: "http://localhost:8787",
  online: true,
  me: null,
  clockAhead: 0,
  sessions: [],
  requests: [],
  grants: [],
  computers: [],
  connections: [],
  console: "https://console.contoso.example",
  page: null,
  side: null,
  consoles: [],
  lastTerms: null,
  draft: null,
};
const signedIn: TechnicianState = { ...signedOut, me };
const waiting: TechnicianSession = {
  id: id("s"),
  kind: "desktop",
  state: "waiting",
  origin: "https://console.contoso.example",
  reference: null,
  technician: anna,
  computer: null,
  createdAt: now - 15 * minute,
  codeEndsAt: now + 5 * minute,
  joinedAt: null,
  metAt: null,
  endsAt: null,
  endedAt: null,
  endedBy: null,
  join: null,
  meet: null,
  reveal: null,
  code: "482913",
  introduction: { step: "waiting" },
};
const meeting: TechnicianSession = {
  ...waiting,
  state: "meeting",
  codeEndsAt: null,
  computer,
  joinedAt: now - 5 * minute,
  endsAt: now + 12 * hour,
  code: null,
  introduction: { step: "number", number: "130404" },
};
const active: TechnicianSession = {
  ...meeting,
  state: "active",
  metAt: now - 4 * minute,
  introduction: { step: "done", number: null, checkedAt: now - 4 * minute },
};
const request: Request = {
  id: id("r"),
  sessionId: active.id,
  computer: { id: computer.id, name: computer.name },
  technician: anna,
  state: "pending",
  signed: compact,
  terms: nightly,
  reason: "Install updates outside working hours",
  ticket: "4711",
  askedAt: now - 2 * minute,
  lapsesAt: now + 12 * hour,
  answeredAt: null,
  passwordNeeded: false,
  answerReason: null,
};
const grant: TechnicianGrant = {
  id: id("a"),
  requestId: request.id,
  computer: { id: computer.id, name: computer.name, key: computer.key },
  technician: { ...anna, key: me.key ?? "" },
  signed: compact,
  receipt: null,
  terms: nightly,
  approvedAt: now - minute,
  until: now + 5 * day,
  pausedAt: null,
  revokedAt: null,
  revokedBy: null,
  decision: null,
  decided: null,
  n: 0,
  access: { open: false, because: "outside-hours", opensAt: null },
  mine: true,
  held: true,
  door: null,
  confirmed: "click",
  askedAs: "Office PC",
};
const grants: TechnicianGrant[] = [
  grant,
  {
    ...grant,
    id: id("b"),
    requestId: id("x"),
    terms: saturdays,
    approvedAt: now - 10 * day,
    pausedAt: now - 18 * hour,
  },
  {
    ...grant,
    id: id("d"),
    requestId: id("y"),
    computer: { ...grant.computer, id: id("e"), name: "Reception PC" },
    terms: evenings,
    approvedAt: now - 3 * day,
  },
  {
    ...grant,
    id: id("f"),
    requestId: id("z"),
    computer: { ...grant.computer, id: id("k"), name: "Workshop PC" },
    terms: { ...unlimited, span: { kind: "days", days: 14 } },
    approvedAt: now - day,
    mine: false,
  },
  {
    ...grant,
    id: id("m"),
    requestId: id("n"),
    computer: { ...grant.computer, id: id("o"), name: "Old PC" },
    approvedAt: now - 2 * day,
    revokedAt: now - hour,
    revokedBy: "customer",
  },
];
// ---- a visit ----

const doorKey = key("D");
const pairedComputer = { ...computer, door: doorKey, doorOnline: true };
const allDay: Terms = { ...nightly, hours: [{ opens: "08:00", closes: "16:00", weekdays: [...weekdays] }] };
const connectable: TechnicianGrant = { ...grant, terms: allDay, receipt: compact, door: doorKey };
const grantOf = (letter: string, more: Partial<TechnicianGrant>): TechnicianGrant => ({
  ...connectable,
  id: id(letter),
  requestId: id(letter),
  ...more,
});
const visiting: Connection = {
  id: id("w"),
  grantId: connectable.id,
  computer: connectable.computer,
  technician: anna,
  state: "open",
  askedAt: now - 20 * minute,
  openedAt: now - 20 * minute,
  endedAt: null,
  because: null,
  resumes: null,
};
const viewer = (visit: NonNullable<Scene["visit"]>, more: Partial<TechnicianGrant> = {}): Scene => ({
  page: "viewer",
  now,
  zone: lisbon,
  viewer: {
    online: true,
    clockAhead: 0,
    signedIn: true,
    grant: { ...connectable, ...more },
    computer: pairedComputer,
  },
  visit,
});
const offline: ViewerState = { online: false, clockAhead: 0, signedIn: false, grant: null, computer: null };
const start = (why: Why | null = null): Scene["visit"] & object => ({ at: "start", why });
const no = (code: string, more: object = {}): Why => ({ said: "no", refused: { ok: false, code, ...more } });
const atSetup: Terms = { ...allDay, credentialMode: "at-setup" };

const approved: Request = { ...request, state: "approved", answeredAt: now - minute };
const draft: Draft = { session: active.id, terms: nightly, reason: request.reason, ticket: request.ticket };
/** What a console's page says. */
const said: PageShown = {
  by: "description",
  console: "MeshCentral",
  name: "vm",
  kind: "desktop",
  references: [
    { kind: "device", value: "node//8GQ$vZ0oYy2X1yRj0l7bVxkqj", key: "device:node//8GQ$vZ0oYy2X1yRj0l7bVxkqj" },
  ],
  computers: [],
};
const onTicket: PageShown = {
  ...said,
  console: "Request Tracker",
  name: "Bela Holt",
  kind: null,
  references: [{ kind: "ticket", value: "4711", key: "ticket:4711" }],
};
const onAddress: PageShown = {
  ...said,
  by: "generic",
  console: null,
  name: null,
  kind: null,
  references: [{ kind: "page", value: "/desk/17?view=1", key: `page:${hash}` }],
};
const lastTerms: LastTerms = { terms: { ...nightly, span: { kind: "days", days: 7 } }, clock: "customer" };
const panel = (state: Partial<TechnicianState>, zone = lisbon): Scene => ({
  page: "panel",
  now,
  zone,
  technician: { ...signedIn, side: "right", ...state },
});

// ---- the customer ----

const pin = { key: key("T"), name: "Anna Berg", organisation: "Contoso IT", checkedAt: now - 4 * minute };
const customerSession: CustomerSession = { ...active, introduction: { step: "done", technician: pin } };
const customerRequest: CustomerRequest = {
  verified: true,
  id: request.id,
  session: active.id,
  painted: hash,
  technician: { ...pin, zone: lisbon },
  terms: nightly,
  reason: request.reason,
  ticket: request.ticket,
  askedAt: request.askedAt,
  lapsesAt: request.lapsesAt,
  sending: false,
  atDoor: false,
  credentials: "none",
};
const given: CustomerGrant = {
  id: grant.id,
  technician: { ...pin, zone: lisbon },
  terms: nightly,
  approvedAt: now - minute,
  confirmed: "click",
  reason: request.reason,
  ticket: request.ticket,
  pausedAt: null,
  pausedBy: null,
  revokedAt: null,
  revokedBy: null,
  told: true,
  computerKnows: null,
  access: grant.access,
  unseen: false,
};
const givenSaturdays: CustomerGrant = { ...given, id: id("b"), terms: saturdays, approvedAt: now - 10 * day };
const firstTime: CustomerState = {
  server: "http://localhost:8787",
  online: true,
  computer: null,
  proposedName: "Windows, 20 October 2026",
  clockAhead: 0,
  organisation: null,
  sessions: [],
  requests: [],
  grants: [],
  pairing: null,
  door: null,
  connection: null,
  visits: [],
  missing: null,
  asksPassword: false,
  opensAt: "computer",
};
const joined: CustomerState = {
  ...firstTime,
  computer: { id: computer.id, name: "Office PC", system: "win", zone: berlin },
  organisation: "Contoso IT",
};
const popup = (state: Partial<CustomerState>, more: Partial<Scene> = {}): Scene => ({
  page: "popup",
  now,
  zone: berlin,
  customer: { ...joined, ...state },
  ...more,
});
const desk = { origin: "https://desk.contoso.example", preset: false };
const oldConsole = { origin: "http://10.0.0.5:8080", preset: false };
const builtIn = { origin: "https://mesh.contoso.example/*", preset: true };
/** The toolbar's popup before a page of the web. */
const before = (page: string, consoles: TechnicianState["consoles"], technician = signedIn): Scene =>
  popup(
    {},
    {
      standing: { toolbar: true },
      technician: { ...technician, console: null, consoles },
      browser: { page, permits: true, keys: page.startsWith("https:") ? "Alt+Shift+U" : null },
    },
  );
const checking = (introduction: CustomerSession["introduction"]): Scene =>
  popup({ sessions: [{ ...customerSession, state: "meeting", introduction }] });
const asking = (terms: Terms, more: Partial<Extract<CustomerRequest, { verified: true }>> = {}): Scene =>
  popup({ sessions: [customerSession], requests: [{ ...customerRequest, terms, ...more }] });
const setUp: CustomerDoor = {
  key: key("D"),
  name: "OFFICE-PC",
  system: "win",
  pairedAt: now - 11 * day,
  online: true,
  listed: true,
};
const command = `node doorkeeper.mjs --server http://localhost:8787 --pair ${"gTl3Dqh9F19Wo1Rmw0x".repeat(5).slice(0, 86)}`;
const endsAt = now + 18 * minute;
const pairing = (state: CustomerState["pairing"], more: Partial<CustomerState> = {}): Scene =>
  popup({ pairing: state, ...more }, { hash: "#pairing" });
const atDoor = (
  more: Partial<Extract<CustomerRequest, { verified: true }>>,
  doorMore: Partial<CustomerDoor> = {},
): Scene =>
  popup({
    sessions: [customerSession],
    requests: [{ ...customerRequest, atDoor: true, ...more }],
    door: { ...setUp, ...doorMore },
  });
const visit = (n: number, from: string, until: string | null, more: Partial<CustomerVisit> = {}): CustomerVisit => ({
  n,
  who: "Anna Berg",
  from: Date.parse(from),
  until: until === null ? null : Date.parse(until),
  what: "visited",
  because: until === null ? null : "technician",
  ...more,
});
const visits: CustomerVisit[] = [
  visit(14, "2026-10-17T07:04:00Z", "2026-10-17T07:31:00Z"),
  visit(11, "2026-10-10T07:12:00Z", "2026-10-10T10:00:00Z", { because: "window" }),
  visit(10, "2026-10-09T20:47:00Z", "2026-10-09T20:47:00Z", { what: "refused", because: "outside-hours" }),
  visit(8, "2026-10-09T18:02:00Z", "2026-10-09T18:20:00Z", { because: "customer", who: null }),
  visit(6, "2026-10-08T18:02:00Z", null),
  visit(4, "2026-10-05T18:02:00Z", "2026-10-05T19:20:00Z", { because: "cut" }),
];
const knownGrants: CustomerGrant[] = [
  { ...given, computerKnows: true },
  { ...givenSaturdays, computerKnows: false, pausedAt: now - 18 * hour },
];
const evening = Date.parse("2026-10-20T19:12:00Z");
const unverified = (because: Extract<CustomerRequest, { verified: false }>["because"]): Scene =>
  popup({
    sessions: [customerSession],
    requests: [
      { verified: false, id: request.id, session: active.id, because, claimedName: "Anna Berg", askedAt: now },
    ],
  });
const happened = (at: number, number: number, what: object) => ({
  chain: computer.id,
  number,
  at,
  entry: JSON.stringify({ chain: computer.id, number, at, ...what }),
  hash,
});
const history = {
  ok: true,
  entries: [
    happened(now - minute, 5, {
      event: "grant-made",
      grant: grant.id,
      request: request.id,
      technician: anna,
      statement: hash,
    }),
    happened(now - 2 * minute, 4, {
      event: "request-asked",
      request: request.id,
      session: active.id,
      technician: anna,
      statement: hash,
    }),
    happened(now - 4 * minute, 3, { event: "session-active", session: active.id, technician: anna }),
    happened(now - 5 * minute, 2, {
      event: "session-joined",
      session: active.id,
      technician: anna,
      name: "Office PC",
      kind: "desktop",
      join: hash,
    }),
    happened(now - 6 * minute, 1, { event: "something-newer" }),
  ],
};
const long = "Wilhelmine Freifrau von Hohenstein-Waldburg zu Unterammergau und Oberstdorf (Außenstelle Süd-West)";
const bidi = "أنا بيرغ";

export const scenes = {
  "panel-starting": { page: "panel", now, zone: lisbon },
  "panel-signed-out": {
    ...panel({}),
    technician: signedOut,
    answers: { "sign-in": { ok: false, code: "wrong-sign-in" } },
  },
  "panel-no-session": panel({}),
  "panel-lapsed": panel({ sessions: [{ ...waiting, state: "lapsed", code: null }] }),
  "panel-not-permitted": panel({ me: { ...me, policy: { ...me.policy, mayUse: false } }, sessions: [active] }),
  "panel-code": panel({ sessions: [waiting] }),
  "panel-exchanging": panel({ sessions: [{ ...meeting, introduction: { step: "exchanging" } }] }),
  "panel-number": panel({ sessions: [meeting] }),
  "panel-number-failed": panel({
    sessions: [{ ...meeting, state: "ended", introduction: { step: "failed", because: "number-differs" } }],
  }),
  "panel-altered": panel({
    sessions: [{ ...meeting, state: "ended", introduction: { step: "failed", because: "altered" } }],
  }),
  "panel-form": panel({ sessions: [active] }),
  "panel-form-same-zone": panel({ sessions: [active] }, berlin),
  "panel-form-strict": panel({
    sessions: [active],
    me: {
      ...me,
      policy: {
        ...me.policy,
        administratorCredentialsAlways: true,
        longestDays: 30,
        unlimitedAllowed: false,
        reasonRequired: true,
        ticketRequired: true,
      },
    },
  }),
  "panel-chat-only": panel({ sessions: [{ ...active, kind: "chat-only" }] }),
  "panel-mobile": panel({ sessions: [{ ...active, kind: "mobile" }] }),
  "panel-offline": panel({
    online: false,
    clockAhead: 7 * minute,
    sessions: [{ ...active, computer: { ...computer, online: false } }],
  }),
  "panel-pending": panel({ sessions: [active], requests: [request] }),
  "panel-denied": panel({
    sessions: [active],
    requests: [{ ...request, state: "denied", answeredAt: now, answerReason: "Not this week, ask me on Monday." }],
  }),
  "panel-withdrawn": panel({ sessions: [active], requests: [{ ...request, state: "withdrawn", answeredAt: now }] }),
  "panel-request-lapsed": panel({
    sessions: [{ ...active, state: "ended", endedAt: now, endedBy: "technician" }],
    requests: [{ ...request, state: "lapsed", answeredAt: now }],
  }),
  "panel-active": panel({ sessions: [active], requests: [approved], grants }),
  "panel-sessions": panel({
    sessions: [
      active,
      { ...waiting, id: id("u") },
      {
        ...meeting,
        id: id("v"),
        origin: "https://desk.contoso.example",
        computer: { ...computer, name: "Reception PC" },
      },
    ],
  }),
  "panel-elsewhere": panel({ sessions: [{ ...active, introduction: { step: "elsewhere" } }] }),
  "panel-names": panel({
    sessions: [{ ...active, computer: { ...computer, name: long } }],
    me: { ...me, name: bidi, organisation: "<script>alert(1)</script>" },
  }),
  "panel-connect": panel({
    sessions: [{ ...active, computer: pairedComputer }],
    requests: [approved],
    computers: [
      pairedComputer,
      { ...pairedComputer, id: id("e"), name: "Reception PC", doorOnline: false },
      { ...pairedComputer, id: id("k"), name: "Workshop PC", door: key("E") },
    ],
    grants: [
      connectable,
      grantOf("d", { computer: { ...grant.computer, id: id("e"), name: "Reception PC" } }),
      grantOf("f", { computer: { ...grant.computer, id: id("k"), name: "Workshop PC" } }),
      grantOf("h", { computer: { ...grant.computer, id: id("l"), name: "Lobby PC" }, held: false, door: null }),
      grantOf("j", { computer: { ...grant.computer, id: id("p"), name: "Night PC" }, terms: nightly }),
    ],
  }),
  "panel-visiting": panel({
    sessions: [{ ...active, computer: pairedComputer }],
    requests: [approved],
    computers: [pairedComputer],
    grants: [connectable, grantOf("d", { terms: { ...allDay, span: { kind: "days", days: 2 } } })],
    connections: [visiting],
  }),
  "panel-form-paired": panel({ sessions: [{ ...active, computer: pairedComputer }] }),

  "panel-page": panel({ page: said, lastTerms }),
  "panel-page-address": panel({ page: onAddress }),
  "panel-page-known": panel({
    page: { ...said, computers: [computer.id] },
    sessions: [
      {
        ...active,
        id: id("u"),
        computer: { ...pairedComputer, name: "Reception PC", id: id("e") },
        reference: "device:9",
      },
    ],
    computers: [pairedComputer],
    grants: [
      grantOf("k", { approvedAt: now - 3 * day, terms: nightly }),
      connectable,
      grantOf("j", { computer: { ...grant.computer, id: id("p"), name: "Night PC" }, terms: nightly }),
    ],
  }),
  "panel-page-ticket": panel({
    page: onTicket,
    lastTerms,
    sessions: [{ ...active, computer: pairedComputer, reference: "ticket:4711" }],
  }),
  "panel-page-hostile": panel({
    page: {
      ...said,
      name: `${bidi} \u202e<script>alert(1)</script> ${"W".repeat(160)}`,
      references: [{ kind: "device", value: "<b>17\u202e</b>", key: "device:17" }],
      computers: [computer.id],
    },
    computers: [{ ...pairedComputer, name: long }],
    grants: [{ ...connectable, computer: { ...connectable.computer, name: long } }],
  }),

  "viewer-start": viewer(start()),
  "viewer-start-setup": viewer(start(), { terms: atSetup }),
  "viewer-start-renamed": viewer(start(), { askedAs: "Reception PC" }),
  "viewer-start-not-held": viewer(start(), { held: false, door: null }),
  "viewer-start-other-browser": viewer(start(), { held: false, mine: false, door: null }),
  "viewer-start-no-doorkeeper": viewer(start(), { door: null, receipt: null }),
  "viewer-start-closed": viewer(start(), { terms: nightly }),
  "viewer-start-offline": {
    ...viewer(start()),
    viewer: {
      ...offline,
      online: true,
      signedIn: true,
      grant: connectable,
      computer: { ...pairedComputer, doorOnline: false },
    },
  },
  "viewer-start-other-door": {
    ...viewer(start()),
    viewer: {
      ...offline,
      online: true,
      signedIn: true,
      grant: connectable,
      computer: { ...pairedComputer, door: key("E") },
    },
  },
  "viewer-no-grant": { ...viewer(start()), viewer: { ...offline, online: true, signedIn: true } },
  "viewer-signed-out": { ...viewer(start()), viewer: { ...offline, online: true } },
  "viewer-refused": viewer(start({ said: "stream", heard: { what: "refused", because: "not-accepted" } })),
  "viewer-refused-closed": viewer(start(no("closed", { because: "outside-hours", opensAt: now + 6 * hour }))),
  "viewer-refused-busy": viewer(start(no("busy", { at: now - hour }))),
  "viewer-refused-clocks": viewer(start(no("clocks-differ", { at: now + 9 * minute }))),
  "viewer-not-verified": viewer(start(no("not-verified"))),
  "viewer-signing-in": viewer({ at: "signing-in" }),
  "viewer-open": viewer({ at: "open", until: now + 72 * minute }),
  "viewer-open-no-end": viewer({ at: "open", until: null }),
  "viewer-open-days": viewer({ at: "open", until: now + 3 * day }),
  "viewer-asks": viewer({ at: "open", until: null, asks: true }),
  "viewer-closing": viewer({ at: "open", until: now + 5 * minute }),
  "viewer-reconnecting": viewer({ at: "reconnecting", until: now + 2 * minute }),
  "viewer-ended": {
    ...viewer({ at: "over", why: { said: "stream", heard: { what: "ended", because: "window" } } }),
    now: Date.parse("2026-10-20T14:00:20Z"),
  },
  "viewer-ended-revoked": viewer(
    { at: "over", why: { said: "stream", heard: { what: "ended", because: "revoked" } } },
    { revokedAt: now - minute, revokedBy: "customer" },
  ),
  "viewer-open-tomorrow": viewer({ at: "open", until: now + 24 * hour - minute }),
  "viewer-cut": viewer({ at: "over", why: { said: "stream", heard: { what: "cut" } } }),
  "viewer-altered": viewer({ at: "over", why: { said: "stream", heard: { what: "altered" } } }),
  "viewer-names": {
    ...viewer({ at: "open", until: now + 4 * minute }),
    viewer: {
      ...offline,
      signedIn: true,
      grant: { ...connectable, computer: { ...grant.computer, name: `${long} ${bidi}` } },
      computer: pairedComputer,
    },
  },

  "popup-first": { ...popup({}), customer: firstTime, answers: { join: { ok: false, code: "code-wrong" } } },
  "popup-exchanging": checking({ step: "exchanging" }),
  "popup-number": {
    ...checking({ step: "number", name: "Anna Berg", organisation: "Contoso IT", triesLeft: 3, warning: null }),
    answers: { "check-number": { ok: true, fits: false, triesLeft: 2 } },
  },
  "popup-number-warning": checking({
    step: "number",
    name: "Anna Berg",
    organisation: "Contoso IT",
    triesLeft: 3,
    warning: { checkedAt: Date.parse("2026-06-03T10:00:00Z") },
  }),
  "popup-number-fits": popup({ sessions: [{ ...customerSession, state: "meeting" }] }),
  "popup-failed": checking({ step: "failed", because: "number-differs", stop: false }),
  "popup-stop": checking({ step: "failed", because: "number-differs", stop: true }),
  "popup-altered": checking({ step: "failed", because: "altered", stop: false }),
  "popup-home-empty": popup({}),
  "popup-home": popup(
    {
      sessions: [customerSession],
      grants: [given, { ...givenSaturdays, pausedAt: now - 18 * hour, told: false }],
    },
    { answers: { history } },
  ),
  "popup-home-open": popup({ grants: [{ ...given, terms: unlimited }] }),
  "popup-home-knows": popup({
    grants: [
      { ...given, computerKnows: true },
      { ...givenSaturdays, pausedAt: now - 18 * hour, computerKnows: false },
      { ...given, id: id("q"), revokedAt: now - hour, revokedBy: "technician" },
    ],
  }),
  "popup-unseen": popup({ grants: [{ ...given, unseen: true }] }),
  "popup-offline": popup({ online: false, grants: [given] }),
  "popup-request": asking(nightly),
  "popup-request-already": {
    ...popup({ sessions: [customerSession], requests: [customerRequest], grants: [givenSaturdays] }),
    answers: { approve: { ok: false, code: "changed" } },
  },
  "popup-request-working": asking(working),
  "popup-request-unlimited": asking(unlimited, { reason: "", ticket: "" }),
  "popup-request-later": asking(evenings),
  "popup-request-new-york": asking(
    { ...nightly, span: { kind: "days", days: 14 } },
    { technician: { ...pin, zone: "America/New_York" } },
  ),
  "popup-request-kathmandu": asking(nightly, { technician: { ...pin, zone: "Asia/Kathmandu" } }),
  "popup-request-spring": {
    ...asking({ ...nightly, span: { kind: "days", days: 10 } }),
    now: Date.parse("2027-03-25T12:35:00Z"),
  },
  "popup-request-names": asking(nightly, {
    technician: { ...pin, name: long, organisation: bidi, zone: lisbon },
    reason: "<img src=x onerror=alert(1)>\n".repeat(3),
  }),
  "popup-request-setup": asking({ ...nightly, credentialMode: "at-setup" }, { credentials: "setup" }),
  "popup-pairing": pairing(null),
  "popup-pairing-offered": pairing({ step: "offered", command, endsAt }),
  "popup-pairing-number": {
    ...pairing({ step: "number", name: "OFFICE-PC", triesLeft: 3, command, endsAt }),
    answers: { "check-door": { ok: true, fits: false, triesLeft: 2 } },
  },
  "popup-pairing-differs": pairing({ step: "failed", because: "number-differs" }),
  "popup-pairing-altered": pairing({ step: "failed", because: "altered" }),
  "popup-pairing-lapsed": pairing({ step: "failed", because: "lapsed" }),
  "popup-pairing-done": pairing(null, { door: setUp }),
  "popup-pairing-done-linux": pairing(null, { door: { ...setUp, name: "vm", system: "linux" }, grants: [given] }),
  "popup-private": popup({}, { standing: { isPrivate: true } }),
  "popup-toolbar": popup({}, { standing: { toolbar: true } }),
  "popup-door": popup({ door: setUp, grants: knownGrants, visits, asksPassword: true }),
  "popup-door-offline": popup({
    door: { ...setUp, online: false },
    grants: [{ ...given, computerKnows: false, revokedAt: now - hour, revokedBy: "customer" }],
  }),
  "popup-door-unlisted": popup({ door: { ...setUp, online: false, listed: false } }),
  "popup-connected": {
    ...popup({
      door: setUp,
      grants: knownGrants,
      visits,
      connection: {
        id: id("v"),
        who: "Anna Berg",
        since: evening - 68 * minute,
        until: Date.parse("2026-10-21T04:00:00Z"),
      },
    }),
    now: evening,
    answers: { "end-visit": { ok: false, code: "no-server" } },
  },
  "popup-connected-somebody": popup({
    door: setUp,
    connection: { id: id("v"), who: null, since: now - 30 * hour, until: null },
  }),
  "popup-connected-none": popup({
    connection: { id: id("v"), who: null, since: now - hour, until: now + hour },
  }),
  "popup-visits-missing": popup({ door: setUp, visits, missing: { kind: "missing", after: 12, entries: 14 } }),
  "popup-visits-altered": popup({ door: setUp, visits, missing: { kind: "altered", after: 12 } }),
  "popup-request-door": atDoor({}),
  "popup-request-credentials": {
    ...atDoor({ terms: { ...nightly, credentialMode: "at-setup" }, credentials: "setup" }),
    answers: {
      "ask-challenge": { ok: true, share, sealedFor: { grant: id("a"), customer: key("C"), computer: key("D") } },
      approve: { ok: false, code: "not-accepted" },
    },
  },
  "popup-request-confirm": atDoor({ credentials: "password" }, { system: "linux" }),
  "popup-request-toolbar": {
    ...atDoor({ terms: { ...nightly, credentialMode: "at-setup" }, credentials: "setup" }),
    standing: { toolbar: true },
  },
  "popup-request-no-door": asking(nightly, { credentials: "password" }),
  "popup-request-door-sending": atDoor({ sending: true }),
  "popup-request-connected": popup({
    requests: [{ ...customerRequest, atDoor: true }],
    door: setUp,
    connection: { id: id("v"), who: "Bela Holt", since: now - hour, until: now + hour },
  }),
  "popup-request-unknown-zone": asking(nightly, { technician: { ...pin, zone: "Mars/Base" } }),
  "popup-request-sending": asking(nightly, { sending: true }),
  "popup-not-checked": unverified("not-checked"),
  "popup-other-key": unverified("other-key"),
  "popup-request-altered": unverified("altered"),
  "popup-other-computer": unverified("not-for-this-computer"),
  "popup-technician-out": popup({}, { technician: signedOut }),
  "popup-technician": popup({}, { technician: { ...signedIn, console: null, sessions: [active], grants } }),
  "popup-console-new": before("https://desk.contoso.example/tickets/4711", []),
  "popup-console-there": before("https://desk.contoso.example/tickets/4711", [desk, oldConsole, builtIn]),
  "popup-console-preset": before("https://mesh.contoso.example/?viewmode=10", [builtIn]),
  "popup-console-none": before("chrome://extensions/", [desk]),
  "popup-console-first": {
    ...before("https://desk.contoso.example/tickets/4711", []),
    customer: { ...firstTime, opensAt: "technician" },
  },
  "popup-console-out": before("http://10.0.0.5:8080/", [], signedOut),
  "popup-confirm": {
    page: "popup",
    hash: "#confirm",
    now,
    zone: lisbon,
    technician: { ...signedIn, console: null, sessions: [active], draft },
  },
  "popup-fits": {
    page: "popup",
    hash: `#fits-${meeting.id}`,
    now,
    zone: lisbon,
    technician: { ...signedIn, console: null, sessions: [meeting] },
  },
  "popup-confirm-nothing": { page: "popup", hash: "#confirm", now, zone: lisbon, technician: signedIn },
} satisfies Record<string, Scene>;
export type SceneName = keyof typeof scenes;
