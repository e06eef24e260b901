import browser from "webextension-polyfill";
import { defineBackground } from "wxt/utils/define-background";
import { createBackground } from "../background.ts";
import { consoles, server } from "../built-with.ts";
import { openStore } from "../store.ts";

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
