import type { Access } from "../shared/access-window.ts";
import type { SealedFor } from "../shared/credentials.ts";
import type { EntryReason } from "../shared/door-words.ts";
import type { SessionKind } from "../shared/policy.ts";
import type { Computer, Connection, Grant, HistoryEntry, Me, Request, Session } from "../shared/records.ts";
import type { Terms } from "../shared/terms.ts";
import type { PageContext, Picked, Reference } from "./console/page-context.ts";
import type { PanelPlace } from "./console/panel-place.ts";

// What the extension's pages and its background say to each other, and nothing else. The background holds all state and
// all keys; pages paint what it tells them and send acts. Both sides are the extension's own code, yet the background
// checks who speaks: `panel.html` may send only the technician's acts, and starting a session is possible there alone.

/**
 * What became of an act. `code` is a problem code of the server's or one of the extension's own; the rest as a problem
 * document has it (shared/problem.ts).
 */
export type Outcome =
  | { ok: true }
  | {
      ok: false;
      code: OutcomeCode;
      reasons?: { code: string; field: string }[];
      because?: string;
      opensAt?: number | null;
      at?: number;
    };
/** `no-server`: the server didn't answer, or not in its own words. `changed`: what is signed is no longer what was painted.
 *  `not-verified`: a statement didn't hold, or nobody's number was checked. `not-here`: this page may not do that.
 *  Everything else is a `ProblemCode` (shared/problem.ts). */
export type OutcomeCode = string;

// ---- the technician ----

export type TechnicianIntroduction =
  /** nobody has joined yet */
  | { step: "waiting" }
  /** a browser has joined and statements are exchanged; takes a moment, or until that browser is online */
  | { step: "exchanging" }
  /** read `number` to the customer, then say whether it fits */
  | { step: "number"; number: string }
  /** the customer is pinned; `number` can still be read out where only one side knew the other */
  | { step: "done"; number: string | null; checkedAt: number }
  /** `number-differs`: somebody may be listening. `altered`: a statement didn't hold */
  | { step: "failed"; because: "number-differs" | "altered" }
  /** the session was started in another browser of hers: it is introduced there, and asked from there alone */
  | { step: "elsewhere" };

export type TechnicianSession = Session & { code: string | null; introduction: TechnicianIntroduction };

/**
 * `mine`: the grant names this browser's key; `held`: its statement was signed by the customer's pinned key for this
 * request, and where it names a doorkeeper, that one signed the receipt. `door`: the doorkeeper's key in a grant that is
 * held; null without one. `confirmed`: how the customer said yes, in a grant that is held. `askedAs`: what the computer
 * was called when this browser asked; null where it didn't ask.
 */
export type TechnicianGrant = Grant & {
  mine: boolean;
  held: boolean;
  door: string | null;
  confirmed: "click" | "password" | null;
  askedAs: string | null;
};

export type TechnicianState = {
  server: string;
  /** false while the server should be on the line and isn't; nobody signed in, no computer yet: there is no line to miss */
  online: boolean;
  /** null while signed out */
  me: Extract<Me, { role: "technician" }> | null;
  /** server's clock minus this one's, ms; 0 while unknown */
  clockAhead: number;
  sessions: TechnicianSession[];
  requests: Request[];
  grants: TechnicianGrant[];
  computers: Computer[];
  /** visits under these grants, running ones among them */
  connections: Connection[];
  /** the console that the panel stands in, as the browser names it; null in the popup */
  console: string | null;
  /** what the page says it is about, in the panel; null while it has said nothing, and in the popup */
  page: PageShown | null;
  /** on which side of the console's page the panel stands; null in the popup, and while that isn't known */
  side: PanelPlace["side"] | null;
  /** the consoles on which the panel is there; `preset`: built in, can't be removed here, and named by a match pattern */
  consoles: { origin: string; preset: boolean }[];
  /** what she asked for last, in which clock; null before the first request */
  lastTerms: LastTerms | null;
  /** what `confirm-request` put before her, until it was sent or dropped */
  draft: Draft | null;
};

/**
 * A page's word as the panel is told it. `key` is how a session keeps a reference (`Session.reference`): kind and value,
 * or a hash where the value is an address, which the server needn't read. `computers`: those that she met in sessions of
 * these references, the newest first.
 */
export type PageShown = Pick<PageContext, "by" | "console" | "name" | "kind"> & {
  references: (Reference & { key: string })[];
  computers: string[];
};

/** `clock`: in whose zone they were read, so that they are asked of another customer in his. */
export type LastTerms = { terms: Terms; clock: "customer" | "local" };

/** An access request that isn't sent yet. */
export type Draft = { session: string; terms: Terms; reason: string; ticket: string };

export type TechnicianActs = {
  "sign-in": { ask: { email: string; password: string }; answer: Outcome };
  "sign-out": { ask: Record<never, never>; answer: Outcome };
  /** `reference`: the `key` of a reference of the page's that she saw and kept; null: the session is of no page */
  "start-session": { ask: { kind: SessionKind; reference: string | null }; answer: Outcome };
  /** ends the session and starts another of the same kind */
  "new-code": { ask: { session: string }; answer: Outcome };
  "end-session": { ask: { session: string }; answer: Outcome };
  fits: { ask: { session: string; fits: boolean }; answer: Outcome };
  /** for a panel that can't know whether it is really seen: opens `popup.html#fits-<session>` in a window of the extension's
   *  own, where the technician says whether the number fits (`fits`) */
  "confirm-fits": { ask: { session: string }; answer: Outcome };
  request: { ask: Draft; answer: Outcome };
  /** for a panel that can't know whether it is really seen: keeps the draft and opens `popup.html#confirm` in a window of
   *  the extension's own, where the technician presses *Request* again (`request`) or drops it */
  "confirm-request": { ask: Draft; answer: Outcome };
  "drop-draft": { ask: Record<never, never>; answer: Outcome };
  withdraw: { ask: { request: string }; answer: Outcome };
  "revoke-as-technician": { ask: { grant: string }; answer: Outcome };
  /** opens `viewer.html#<grant>` in a tab, or brings the one that is there to the front */
  "open-viewer": { ask: { grant: string }; answer: Outcome };
  /** `panel.html` asks for its frame to be closed; the console's page takes no part in it */
  "close-panel": { ask: Record<never, never>; answer: Outcome };
  /** asks the tab around `panel.html` to give `mark` back into its frame (extension/panel/vouched.ts) */
  look: { ask: { mark: string }; answer: Outcome };
  /** the other side of the console's page; remembered for this console */
  "move-panel": { ask: { side: PanelPlace["side"] }; answer: Outcome };
  /** lets her point at the name, or at the reference, on the console's page; remembered for this console */
  pick: { ask: { what: Picked }; answer: Outcome };
  "forget-picks": { ask: Record<never, never>; answer: Outcome };
  /** wants a console, from the popup alone: sent in the click that asks the browser for this one origin
   *  (`permissions.request`), because the browser's prompt may close the popup, and again when it said yes. `not-here`: the
   *  browser hasn't permitted it; the console is there by itself if it does so soon */
  "add-console": { ask: { origin: string }; answer: Outcome };
  /** also after the browser's no: nothing is wanted any more */
  "remove-console": { ask: { origin: string }; answer: Outcome };
};

// ---- a connection: viewer.html, and whoever may end one ----

/** What the viewer opens its stream with. `order` and `share` (the doorkeeper's, one-time) agree on its keys. */
export type Visit = { connection: string; stream: string; token: string; order: string; share: string };

/** `viewer.html#<grant>` is told of this one grant alone. */
export type ViewerState = {
  /** as in `TechnicianState` */
  online: boolean;
  clockAhead: number;
  signedIn: boolean;
  /** null where there is none by this id, also while nobody is signed in */
  grant: TechnicianGrant | null;
  computer: Computer | null;
};

export type ViewerActs = {
  /** knocks, verifies the computer's challenge and signs the order; `share` is the page's one-time X25519 share,
   *  `resumes` the connection whose line was lost */
  connect: {
    ask: { grant: string; share: string; resumes: string | null };
    answer: { ok: true; visit: Visit } | Extract<Outcome, { ok: false }>;
  };
  "end-connection": { ask: { connection: string }; answer: Outcome };
};

// ---- the customer ----

/** Somebody whose number was checked: what the customer's extension pinned, from the meet that the number covers. */
export type Pin = { key: string; name: string; organisation: string; checkedAt: number };

export type CustomerIntroduction =
  | { step: "exchanging" }
  /** `warning`: the same name was checked before with another key, on that day */
  | { step: "number"; name: string; organisation: string; triesLeft: number; warning: { checkedAt: number } | null }
  | { step: "done"; technician: Pin }
  /** `stop`: three numbers in a row didn't fit; "Somebody may be listening. Stop and call back" */
  | { step: "failed"; because: "number-differs" | "altered"; stop: boolean };

export type CustomerSession = Session & { introduction: CustomerIntroduction };

export type CustomerRequest =
  /** verified against the pin; painted from the signed bytes alone, `painted` is their hash */
  | {
      verified: true;
      id: string;
      session: string;
      painted: string;
      technician: Pin & { zone: string | null };
      terms: Terms;
      reason: string;
      ticket: string;
      askedAt: number;
      lapsesAt: number;
      /** set while an approval was signed but the server, or the computer's doorkeeper, hasn't confirmed it */
      sending: boolean;
      /** enforced at this computer, by the doorkeeper that was paired; else by the console alone */
      atDoor: boolean;
      /** a click isn't enough: a user name and password of the computer are tried there first */
      credentials: "none" | "setup" | "password";
    }
  /** something asks that isn't as it should be: a warning is shown and nothing can be approved */
  | {
      verified: false;
      id: string;
      session: string;
      because: "not-checked" | "other-key" | "altered" | "not-for-this-computer";
      /** the name that the server gives, never trusted */
      claimedName: string;
      askedAt: number;
    };

/** One grant of the customer's own ledger: from what this browser signed, not from what the server says. */
export type CustomerGrant = {
  id: string;
  technician: Pin & { zone: string | null };
  terms: Terms;
  approvedAt: number;
  confirmed: "click" | "password";
  reason: string;
  ticket: string;
  pausedAt: number | null;
  /** `computer`: somebody paused it at the computer itself */
  pausedBy: "customer" | "computer" | null;
  revokedAt: number | null;
  revokedBy: "customer" | "technician" | "administrator" | "computer" | null;
  /** false until the server confirmed the newest decision */
  told: boolean;
  /** null: no doorkeeper, enforced by the console; else whether the computer confirmed what stands here */
  computerKnows: boolean | null;
  access: Access;
  /** the session ended, the grant isn't over, and the customer hasn't looked at it since */
  unseen: boolean;
};

/** The doorkeeper on its way to this computer. */
export type CustomerPairing =
  /** `command` is typed at the computer and prints six digits */
  | { step: "offered"; command: string; endsAt: number }
  | { step: "number"; name: string; triesLeft: number; command: string; endsAt: number }
  /** nothing was pinned. `number-differs`: three numbers didn't fit. `altered`: what answered doesn't belong to the
   *  command, or two answered. `lapsed`: nobody answered in time, or the line was lost */
  | { step: "failed"; because: "number-differs" | "altered" | "lapsed" };

/** The doorkeeper whose number was checked. `online` is the server's word; `listed`: whether the server knows it too. */
export type CustomerDoor = {
  key: string;
  name: string;
  system: Computer["system"];
  pairedAt: number;
  online: boolean;
  listed: boolean;
};

/** Somebody is connected now, says the server. `who`: from the ledger; null where this browser never signed such a grant. */
export type CustomerConnection = { id: string; who: string | null; since: number; until: number | null };

/** One visit, or one that was refused, as the computer itself signed it. */
export type CustomerVisit = {
  /** number of the entry with which it began */
  n: number;
  who: string | null;
  from: number;
  /** null: no end was recorded yet */
  until: number | null;
  what: "visited" | "refused";
  /** why it ended or was refused */
  because: EntryReason | null;
};

/** What the computer has written and the server doesn't show, or shows otherwise. */
export type MissingEntries =
  /** entries after number `after`; the computer has signed that there are `entries` */
  | { kind: "missing"; after: number; entries: number }
  /** the entry after number `after` doesn't hold: it was altered, or others stand in its place */
  | { kind: "altered"; after: number };

export type PopupTab = "computer" | "technician";

export type CustomerState = {
  server: string;
  /** false while the server should be on the line and isn't; nobody signed in, no computer yet: there is no line to miss */
  online: boolean;
  /** null until the first join */
  computer: { id: string; name: string; system: string; zone: string } | null;
  /** what *Name of this computer* proposes: operating system and date */
  proposedName: string;
  clockAhead: number;
  organisation: string | null;
  sessions: CustomerSession[];
  requests: CustomerRequest[];
  grants: CustomerGrant[];
  pairing: CustomerPairing | null;
  door: CustomerDoor | null;
  connection: CustomerConnection | null;
  /** newest first */
  visits: CustomerVisit[];
  missing: MissingEntries | null;
  /** *Ask for my computer password at every approval* */
  asksPassword: boolean;
  /** where the popup opens while nothing waits for the customer: the tab that was gone to last; before that *Technician*
   *  where only a technician is at home in this browser */
  opensAt: PopupTab;
};

export type CustomerActs = {
  join: { ask: { code: string; name: string }; answer: Outcome };
  leave: { ask: { session: string }; answer: Outcome };
  "check-number": {
    ask: { session: string; number: string };
    answer: { ok: true; fits: boolean; triesLeft: number } | Extract<Outcome, { ok: false }>;
  };
  /** asks the computer's doorkeeper whether this may be approved; credentials are sealed for what is answered and sent by
   *  `approve` at once. A new one for each try */
  "ask-challenge": {
    ask: { request: string; painted: string };
    answer: { ok: true; share: string; sealedFor: SealedFor } | Extract<Outcome, { ok: false }>;
  };
  /** `painted`: hash of what stood on the screen when OK was pressed; another one is refused as `changed`.
   *  `credentials`: sealed by the page for what `ask-challenge` answered; null for a click */
  approve: { ask: { request: string; painted: string; credentials: string | null }; answer: Outcome };
  deny: { ask: { request: string; reason: string }; answer: Outcome };
  pause: { ask: { grant: string }; answer: Outcome };
  resume: { ask: { grant: string }; answer: Outcome };
  revoke: { ask: { grant: string }; answer: Outcome };
  "rename-computer": { ask: { name: string }; answer: Outcome };
  /** newest first */
  history: {
    ask: Record<never, never>;
    answer: { ok: true; entries: HistoryEntry[] } | Extract<Outcome, { ok: false }>;
  };
  /** the list of access given was looked at */
  "looked-at": { ask: Record<never, never>; answer: Outcome };

  /** offers a pairing, in place of one that is under way; refused while somebody is connected and in private windows */
  "begin-pairing": { ask: Record<never, never>; answer: Outcome };
  /** the six digits that the doorkeeper printed */
  "check-door": {
    ask: { number: string };
    answer: { ok: true; fits: boolean; triesLeft: number } | Extract<Outcome, { ok: false }>;
  };
  "stop-pairing": { ask: Record<never, never>; answer: Outcome };
  /** revokes what was given through the doorkeeper, and forgets it; refused while somebody is connected */
  unpair: { ask: Record<never, never>; answer: Outcome };
  "ask-password": { ask: { on: boolean }; answer: Outcome };
  "end-visit": { ask: { connection: string }; answer: Outcome };
  "keep-tab": { ask: { tab: PopupTab }; answer: Outcome };
  /** shows the same page in a window of the extension's own, which stays when it loses focus */
  "show-in-window": { ask: { show: "pairing" | "request"; request?: string | undefined }; answer: Outcome };
};

export type Acts = TechnicianActs & ViewerActs & CustomerActs;
export type ActName = keyof Acts;
/** What a page sends with `runtime.sendMessage`. */
export type Message = { [Name in ActName]: { act: Name } & Acts[Name]["ask"] }[ActName];

/**
 * A page opens one port by this name and is posted the whole state at once and after every change. The viewer's port is
 * named `viewer <grant>`.
 */
export type Ports = { technician: TechnicianState; customer: CustomerState; viewer: ViewerState };
export type PortName = keyof Ports;
