import { z } from "zod";
import { bounds, bytes32, id, line, text } from "../../shared/bounds.ts";
import { sealedCredentials } from "../../shared/credentials.ts";
import { sessionKind } from "../../shared/policy.ts";
import { termsShape } from "../../shared/terms.ts";
import { isConsoleOrigin } from "../match-pattern.ts";
import type { ActName, CustomerActs, Message, TechnicianActs, ViewerActs } from "../messages.ts";
import { popupTab } from "./kept-item.ts";

// The edge of the background: what a page sends is read here, and by which page it may be sent.

/**
 * The pages that may send acts. The popup, also as a window of its own, holds both roles; the panel the technician's; the
 * viewer connects and ends, and nothing else.
 */
export type Page = "panel" | "popup" | "viewer";

const draft = { session: id, terms: termsShape, reason: text(bounds.reason), ticket: text(bounds.ticket) };
const act = <Name extends ActName, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.strictObject({ act: z.literal(name), ...shape });

const origin = z.string().max(bounds.origin).refine(isConsoleOrigin, "not an origin");

const technicianActs = {
  "sign-in": act("sign-in", {
    email: z.string().min(1).max(bounds.email),
    password: z.string().min(1).max(bounds.password),
  }),
  "sign-out": act("sign-out", {}),
  "start-session": act("start-session", { kind: sessionKind, reference: line(bounds.reference).nullable() }),
  "new-code": act("new-code", { session: id }),
  "end-session": act("end-session", { session: id }),
  fits: act("fits", { session: id, fits: z.boolean() }),
  "confirm-fits": act("confirm-fits", { session: id }),
  request: act("request", draft),
  "confirm-request": act("confirm-request", draft),
  "drop-draft": act("drop-draft", {}),
  withdraw: act("withdraw", { request: id }),
  "revoke-as-technician": act("revoke-as-technician", { grant: id }),
  "open-viewer": act("open-viewer", { grant: id }),
  "close-panel": act("close-panel", {}),
  look: act("look", { mark: bytes32 }),
  "move-panel": act("move-panel", { side: z.enum(["left", "right"]) }),
  pick: act("pick", { what: z.enum(["name", "reference"]) }),
  "forget-picks": act("forget-picks", {}),
} satisfies { [Name in keyof Omit<TechnicianActs, PopupOnly>]: z.ZodType<{ act: Name } & TechnicianActs[Name]["ask"]> };

/** Which consoles there are is said in the popup: nothing that stands in a page adds or removes one. */
type PopupOnly = "add-console" | "remove-console";
const consoleActs = {
  "add-console": act("add-console", { origin }),
  "remove-console": act("remove-console", { origin }),
} satisfies { [Name in PopupOnly]: z.ZodType<{ act: Name } & TechnicianActs[Name]["ask"]> };

const viewerActs = {
  connect: act("connect", { grant: id, share: bytes32, resumes: id.nullable() }),
  "end-connection": act("end-connection", { connection: id }),
} satisfies { [Name in keyof ViewerActs]: z.ZodType<{ act: Name } & ViewerActs[Name]["ask"]> };
const endConnection = { "end-connection": viewerActs["end-connection"] };

/** Digits as people write them down, in groups. */
const digits = z
  .string()
  .max(32)
  .transform((typed) => typed.replaceAll(/\s/g, ""));
const customerActs = {
  join: act("join", { code: digits, name: line(bounds.name) }),
  leave: act("leave", { session: id }),
  "check-number": act("check-number", { session: id, number: digits }),
  "ask-challenge": act("ask-challenge", { request: id, painted: bytes32 }),
  approve: act("approve", { request: id, painted: bytes32, credentials: sealedCredentials.nullable() }),
  deny: act("deny", { request: id, reason: text(bounds.reason) }),
  pause: act("pause", { grant: id }),
  resume: act("resume", { grant: id }),
  revoke: act("revoke", { grant: id }),
  "rename-computer": act("rename-computer", { name: line(bounds.name) }),
  history: act("history", {}),
  "looked-at": act("looked-at", {}),
  "begin-pairing": act("begin-pairing", {}),
  "check-door": act("check-door", { number: digits }),
  "stop-pairing": act("stop-pairing", {}),
  unpair: act("unpair", {}),
  "ask-password": act("ask-password", { on: z.boolean() }),
  "end-visit": act("end-visit", { connection: id }),
  "keep-tab": act("keep-tab", { tab: popupTab }),
  "show-in-window": act("show-in-window", { show: z.enum(["pairing", "request"]), request: id.optional() }),
} satisfies { [Name in keyof CustomerActs]: z.ZodType<{ act: Name } & CustomerActs[Name]["ask"]> };

const shapes: Record<Page, ReadonlyMap<string, z.ZodType<Message>>> = {
  panel: new Map(Object.entries({ ...technicianActs, ...endConnection })),
  popup: new Map(Object.entries({ ...technicianActs, ...consoleActs, ...endConnection, ...customerActs })),
  viewer: new Map(Object.entries(viewerActs)),
};

/** Reads a page's message. `not-here`: no such act for this page. `malformed`: its fields aren't as they should be. */
export function readMessage(
  page: Page,
  message: unknown,
): { ok: true; message: Message } | { ok: false; code: "not-here" | "malformed" } {
  const named = z.object({ act: z.string() }).safeParse(message);
  const shape = named.success ? shapes[page].get(named.data.act) : undefined;
  if (shape === undefined) return { ok: false, code: "not-here" };
  const read = shape.safeParse(message);
  return read.success ? { ok: true, message: read.data } : { ok: false, code: "malformed" };
}
