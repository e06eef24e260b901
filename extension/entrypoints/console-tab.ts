import { defineUnlistedScript } from "wxt/utils/define-unlisted-script";
import { consoles } from "../built-with.ts";
import { admits } from "../match-pattern.ts";

// Runs in every page of a preset console (extension/manifest.ts). Not one of WXT's content scripts, because those tell
// the page that they are there.
export default defineUnlistedScript(() => {
  if (window !== window.top || !consoles.some((pattern) => admits(pattern, location.href))) return;
});
