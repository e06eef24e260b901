import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrive, meet } from "../browser/meet.ts";
import type { Technician } from "../browser/technician.ts";
import { useStage } from "../browser/test-stage.ts";
import { read, root } from "../sources.ts";

// examples/console keeps the contract of docs/consoles.md, and is run by the command that stands there.

const stage = useStage();
const command = "node examples/console/serve.mjs";
let example: ChildProcess;
let origin: string;

declare global {
  interface Window {
    details: { on: string; detail: string }[];
  }
}

beforeAll(async () => {
  expect(read("docs/consoles.md")).toContain(command);
  const [, ...file] = command.split(" ");
  example = spawn(process.execPath, [join(root, ...file), "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise<string>((found) => {
    example.stdout?.on("data", (printed) => found(/:(\d+)/.exec(String(printed))?.[1] ?? ""));
  });
  origin = `http://console.localhost:${port}`;
});
afterAll(() => {
  example.kill();
});

/** She is on a page of the example, which notes whatever it hears. */
async function at(technician: Technician, path: string): Promise<void> {
  await technician.page.goto(`${origin}/#${path}`);
  await technician.page.evaluate(() => {
    window.details = [];
    document.addEventListener("whileaway", (event) => {
      if (event instanceof CustomEvent) window.details.push({ on: location.hash, detail: event.detail });
    });
  });
}
const goOn = (technician: Technician, path: string) =>
  technician.page.evaluate((to) => {
    location.hash = to;
  }, path);
const heard = (technician: Technician) => technician.page.evaluate(() => window.details);

describe("the example console", () => {
  it("tells the panel its computer and device, and hears what becomes of a request, without a name", async () => {
    const technician = await stage().technician();
    const customer = await stage().customer();
    const { page } = technician;
    await at(technician, "/devices/17");
    await arrive(technician);
    await technician.reads("The page says: Office PC · device 17");
    await meet(technician, customer);
    await technician.ask({ reason: "Install updates", ticket: "4711" });
    await page.getByText("device:17 asked, waiting for the customer").waitFor();
    await customer.question();

    // What concerns a device is heard on its pages alone: here when she comes back to it.
    await goOn(technician, "/devices/23");
    await technician.reads(/(?:The page says|This page is about).*Workshop PC/);
    await customer.approve();
    await expect.poll(() => stage().administrator.grants()).toHaveLength(1);
    await goOn(technician, "/devices/17");
    await page.getByText("device:17 approved").waitFor();
    const told = (await heard(technician)).map(({ on, detail }) => ({ on, ...JSON.parse(detail) }));
    const on = "#/devices/17";
    expect(told).toEqual([
      { on, reference: "device:17", state: "pending", at: expect.any(Number) },
      { on, reference: "device:17", state: "approved", at: expect.any(Number) },
    ]);
  });

  it("tells another page of its own without loading: a ticket, a kind of session, and nothing on a list", async () => {
    const technician = await stage().technician();
    await at(technician, "/tickets/4711");
    await arrive(technician);
    await technician.reads("The page says: Office PC · device 17");
    await goOn(technician, "/devices/31");
    await technician.reads("The page says: Reception tablet · device 31");
    const panel = await technician.panel();
    const mobile = panel.getByRole("radio", { name: technician.names.mobile, exact: true });
    await expect.poll(() => mobile.isChecked()).toBe(true);
    await goOn(technician, "/");
    await technician.readsNoMore(/Reception tablet/);
  });
});

describe("docs/consoles.md", () => {
  it("names what a page can say, no more and no less", () => {
    const table = [...read("docs/consoles.md").matchAll(/^\| `whileaway:(\w+)`/gm)].map(([, name]) => name);
    expect(table).toEqual(["computer", "device", "ticket", "session", "kind"]);
    const copied = /const names = (\[.*\]);/.exec(read("examples/console/whileaway.js"))?.[1] ?? "";
    expect(JSON.parse(copied)).toEqual(table);
  });

  it("shows a description that is one", () => {
    const shown = /```ts\n([\s\S]*?)```/.exec(read("docs/consoles.md"))?.[1] ?? "";
    const fields = [...shown.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
    const real = [...read("extension/consoles/novnc.ts").matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
    expect(fields).toEqual(real);
  });
});
