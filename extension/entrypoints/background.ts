import browser from "webextension-polyfill";
import { defineBackground } from "wxt/utils/define-background";
import { createBackground } from "../background/background.ts";
import { openStore } from "../background/store.ts";
import { consoles, server } from "../built-with.ts";

export default defineBackground(() => {
  createBackground({
    browser,
    store: openStore(),
    server,
    consoles,
    fetch: (...request) => fetch(...request),
    openSocket: (address) => new WebSocket(address),
    now: Date.now,
    zone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    navigatorLanguage: navigator.language,
  });
});
