import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import type { Runtime } from "../console/runtime.ts";
import { startTab } from "../console/start.ts";

// Both browsers know this name in a content script, and its part that is needed here is alike in both.
declare const chrome: { runtime: Runtime };

// Runs in the pages of preset and of added consoles, and asks the background which those are. Not one of WXT's content
// scripts, because those tell the page that they are there.
export default defineUnlistedScript(() => {
  if (window !== window.top) return;
  const start = (): void => void startTab(document, chrome.runtime, navigator.language);
  // A page that the browser loads ahead is no tab's page until she goes there. Read past what a page calls its elements.
  const isAhead = Reflect.get(Document.prototype, "prerendering", document) === true;
  if (isAhead) document.addEventListener("prerenderingchange", start, { once: true });
  else start();
});
