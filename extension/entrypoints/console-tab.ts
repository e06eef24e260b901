import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { consoles } from "../built-with.ts";
import { addTab, type Runtime } from "../console/tab.ts";
import { admits } from "../match-pattern.ts";

// Both browsers know this name in a content script, and its part that is needed here is alike in both.
declare const chrome: { runtime: Runtime };

// Runs in every page of a preset console (extension/manifest.ts). Not one of WXT's content scripts, because those tell
// the page that they are there.
export default defineUnlistedScript(() => {
  if (window === window.top && consoles.some((pattern) => admits(pattern, location.href))) {
    addTab(document, chrome.runtime, navigator.language);
  }
});
