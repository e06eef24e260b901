import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { soon } from "../browser/soon.ts";
import { ConsoleGround } from "./ground.ts";

// Browsers tell a page that isolates itself what its memory is spent on: each frame by its id and its address, those in
// closed roots too.

declare global {
  interface Performance {
    measureUserAgentSpecificMemory(): Promise<unknown>;
  }
}

let ground: ConsoleGround;
beforeAll(async () => {
  // Measured when it is asked, and not at some time within a minute.
  const flags = ["--enable-blink-features=ForceEagerMeasureMemory"];
  ground = await ConsoleGround.open(inject("stages")[0]?.extension ?? "", { flags });
});
afterAll(() => ground?.close());

it("a page that measures itself doesn't learn the panel's address, by which any page could frame it", async () => {
  const headers = {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "cross-origin",
  };
  ground.serve("/framed", { body: "<h1>Framed</h1>", headers });
  // A policy that lets only its own frame in.
  const policy = { "content-security-policy": "default-src 'unsafe-inline'; frame-src http://framed.localhost:*" };
  const shown = await ground.show({ body: "<h1>Office PC</h1>", headers: { ...headers, ...policy } });
  const panel = await shown.open();
  expect(await panel.evaluate(() => document.hasFocus())).toBe(true);
  const measured = await shown.page.evaluate(
    async (src) => {
      // A frame of its own in a closed root: the measure tells of such.
      const root = document.body.appendChild(document.createElement("div")).attachShadow({ mode: "closed" });
      const frame = Object.assign(document.createElement("iframe"), { src });
      const loaded = new Promise((done) => frame.addEventListener("load", done));
      root.append(frame);
      await loaded;
      return JSON.stringify(await performance.measureUserAgentSpecificMemory());
    },
    `${ground.origin.replace("console.", "framed.")}/framed`,
  );
  expect(measured).toContain("/framed");
  expect(measured).not.toMatch(/extension|panel\.html/);
  // However it is moved, it is the panel that comes back.
  await shown.page.evaluate(() => document.querySelector("[data-whileaway]")?.remove());
  await soon("another panel", async () => !shown.page.frames().includes(panel));
  await shown.panel();
  expect(
    await shown.page.evaluate(async () => JSON.stringify(await performance.measureUserAgentSpecificMemory())),
  ).not.toMatch(/extension|panel\.html/);
});
