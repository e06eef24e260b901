import { rootOf } from "./document.ts";
import { type Runtime, say } from "./runtime.ts";
import { addTab } from "./tab.ts";
import type { TabHere } from "./tab-messages.ts";

/** By which a second injection into the same page finds the first; not a name, because a page's elements may have any. */
const key = Symbol.for("whileaway");
/** How long before each question, ms: at once, then after silence. */
const waits = [0, 250, 1_000, 4_000];
type Running = { isThere(): boolean; leave(): void };

/**
 * Asks the background whether this page is a console's, and puts the tab into it if so; else nothing is left behind.
 * Injected twice there is one tab all the same.
 */
export async function startTab(page: Document, runtime: Runtime, language: string): Promise<void> {
  if (!isPage(page)) return;
  const earlier: Running | undefined = Reflect.get(globalThis, key);
  if (earlier?.isThere()) return;
  // Its question may have been answered before the origin was added.
  earlier?.leave();
  const ending = new AbortController();
  let isThere = false;
  // Of an extension that was updated since nothing answers any more.
  const running: Running = { isThere: () => isThere && runtime.id !== undefined, leave: () => ending.abort() };
  ending.signal.addEventListener("abort", () => {
    if (Reflect.get(globalThis, key) === running) Reflect.deleteProperty(globalThis, key);
  });
  Reflect.set(globalThis, key, running);
  const here = await ask(runtime, ending.signal);
  if (ending.signal.aborted) return;
  if (!isHere(here)) {
    ending.abort();
    return;
  }
  isThere = true;
  addTab({ page, runtime, language, here, ending });
}

/** Silence is no answer: a background that is just starting is asked again, a few times. */
async function ask(runtime: Runtime, ending: AbortSignal): Promise<unknown> {
  for (const wait of waits) {
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (ending.aborted || runtime.id === undefined) return undefined;
    const here = await say(runtime, { tab: "here" });
    if (here !== undefined) return here;
  }
  return undefined;
}

/** The background is the extension's own: what isn't null is what it says it is. */
const isHere = (answer: unknown): answer is NonNullable<TabHere> =>
  typeof answer === "object" && answer !== null && "place" in answer && "picks" in answer;

/** Drawings, data and pictures have no place for a tab, whatever the browser makes of them to show them. */
const isPage = (page: Document): boolean =>
  rootOf(page) !== null &&
  ["text/html", "application/xhtml+xml"].includes(Reflect.get(Document.prototype, "contentType", page));
