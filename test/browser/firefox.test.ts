import { afterAll, beforeAll, inject, it } from "vitest";
import { startConsole } from "../demo/console/server.ts";
import { Firefox } from "./firefox.ts";
import { names } from "./names.ts";

// A smoke test: the whole story is shown in Chromium.

let firefox: Firefox;
let site: Awaited<ReturnType<typeof startConsole>>;
beforeAll(async () => {
  site = await startConsole();
  firefox = await Firefox.open(inject("firefoxExtension"));
});
afterAll(async () => {
  await firefox?.close();
  await site?.stop();
});

it("Firefox installs the extension and opens its popup", async () => {
  await firefox.visitExtension("popup.html");
  await firefox.shows(/popup\.html/, "textbox", names.en.sessionCode);
  await firefox.shows(/popup\.html/, "button", names.en.join);
});

it("Firefox shows the tab button on a preset console, and pressing it opens the panel", async () => {
  await firefox.visit(site.address("office-pc"));
  await firefox.pressHidden(/console\.localhost/, names.en.panel);
  await firefox.shows(/panel\.html/, "textbox", names.en.email);
  await firefox.shows(/panel\.html/, "button", names.en.signIn);
});
