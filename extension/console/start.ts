import { rootOf } from "./document.ts";
import { askHere } from "./here.ts";
import type { Runtime } from "./runtime.ts";
import { addTab } from "./tab.ts";

/** By which a second injection into the same page finds the first; not a name, because a page's elements may have any. */
const key = Symbol.for("whileaway");
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
  const here = await askHere(runtime, ending.signal);
  if (here === null) return ending.abort();
  if (ending.signal.aborted) return;
  isThere = true;
  addTab({ page, runtime, language, here, ending });
}

/** Drawings, data and pictures have no place for a tab, whatever the browser makes of them to show them. */
const isPage = (page: Document): boolean =>
  rootOf(page) !== null &&
  ["text/html", "application/xhtml+xml"].includes(Reflect.get(Document.prototype, "contentType", page));
