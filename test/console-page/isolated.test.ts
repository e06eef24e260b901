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

const isolated = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "cross-origin",
};
let ground: ConsoleGround;
beforeAll(async () => {
  // Measured when it is asked, and not at some time within a minute.
  const flags = ["--enable-blink-features=ForceEagerMeasureMemory"];
  ground = await ConsoleGround.open(inject("stages")[0]?.extension ?? "", { flags });
});
afterAll(() => ground?.close());

it("a page that measures itself doesn't learn the panel's address, by which any page could frame it", async () => {
  ground.serve("/framed", { body: "<h1>Framed</h1>", headers: isolated });
  // A policy that lets only its own frame in.
  const policy = { "content-security-policy": "default-src 'unsafe-inline'; frame-src http://framed.localhost:*" };
  const shown = await ground.show({ body: "<h1>Office PC</h1>", headers: { ...isolated, ...policy } });
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

it.each([
  ["isolates itself", isolated],
  ["doesn't", {}],
])("nor does one that has every frame reported and %s", async (_, headers) => {
  const policy = { "content-security-policy-report-only": "frame-src 'none'; child-src 'none'; default-src 'none'" };
  const shown = await ground.show({ body: "<h1>Office PC</h1>", headers: { ...headers, ...policy } });
  await shown.page.evaluate(() => {
    const reported: string[] = [];
    Reflect.set(window, "reported", reported);
    document.addEventListener("securitypolicyviolation", ({ blockedURI }) => reported.push(blockedURI));
    new ReportingObserver((reports) => reported.push(...reports.map((one) => JSON.stringify(one)))).observe();
  });
  await shown.open();
  await shown.page.evaluate(() =>
    document.body.append(Object.assign(document.createElement("iframe"), { src: "/own" })),
  );
  const reported = await soon("a report of the page's own frame", async () => {
    const all = await shown.page.evaluate(() => JSON.stringify(Reflect.get(window, "reported")));
    return all.includes("/own") ? all : null;
  });
  expect(reported).not.toMatch(/extension|panel\.html/);
});
