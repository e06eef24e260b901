import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import type { Runtime } from "../console/runtime.ts";
import { startTab } from "../console/start.ts";

// Both browsers know this name in a content script, and its part that is needed here is alike in both.
declare const chrome: { runtime: Runtime };

// Runs in the pages of preset and of added consoles, and asks the background which those are. Not one of WXT's content
// scripts, because those tell the page that they are there.
export default defineUnlistedScript(() => {
  if (window === window.top) void startTab(document, chrome.runtime, navigator.language);
});
