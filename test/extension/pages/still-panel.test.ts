import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { PageShown } from "../../../extension/messages.ts";
import type { Preview } from "./preview/main.tsx";
import { openStage, type Stage } from "./preview/stage.ts";

declare const preview: Preview;

// A page sees the pointer leave for the panel, and may say at that moment that it is about something else.

vi.setConfig({ testTimeout: 30_000 });
let stage: Stage;
let page: Page;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

const sent = (): Promise<unknown[]> => page.evaluate(() => preview.sent);
const says = (said: Partial<PageShown>): Promise<void> =>
  page.evaluate((changes) => {
    const { page: before } = preview.posted("technician") ?? {};
    if (before) preview.post("technician", { page: { ...before, ...changes } });
  }, said);

type Spot = { x: number; y: number };
/** The text of the button that a press would meet there. */
const under = (spot: Spot): Promise<string | null> =>
  page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.closest("button")?.textContent ?? null, spot);

/** Says it, and tells what a press would meet in the very moment in which a button by this name has come to the spot. */
const meets = (spot: Spot, name: string, said: Partial<PageShown>): Promise<string | null> =>
  page.evaluate(
    ({ x, y, text, changes }) =>
      new Promise<string | null>((met) => {
        const isThere = (one: Element): boolean => {
          const { top, right, bottom, left } = one.getBoundingClientRect();
          return one.textContent === text && left < x && x < right && top < y && y < bottom;
        };
        const observer = new MutationObserver(() => {
          if (![...document.querySelectorAll("button")].some(isThere)) return;
          observer.disconnect();
          met(document.elementFromPoint(x, y)?.closest("button")?.textContent ?? null);
        });
        observer.observe(document.body, { childList: true, subtree: true, attributes: true });
        const { page: before } = preview.posted("technician") ?? {};
        if (before) preview.post("technician", { page: { ...before, ...changes } });
      }),
    { ...spot, text: name, changes: said },
  );

const device = (value: string, computers: string[] = []): Partial<PageShown> => ({
  references: [{ kind: "device", value, key: `device:${value}` }],
  computers,
});

test.each([
  ["is about another computer", "Connect", (known: string[]) => device("17", known)],
  ["is about something of which she has a session", "End session", () => device("9")],
])("a page that %s puts nothing under a pointer that is about to press", async (_, name, saying) => {
  page = await stage.show("panel-page-known", { language: "en", width: 400, height: 900 });
  const button = page.getByRole("button", { name }).first();
  const before = await page.evaluate(() => preview.posted("technician")?.page?.computers ?? []);
  const said = saying(before);
  await says(said);
  await button.waitFor();
  const box = await button.boundingBox();
  const spot = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  await vi.waitUntil(async () => (await under(spot)) === name, { timeout: 5_000 });
  await says(device("99"));
  await page.getByRole("button", { name: /^The page says: .*device 99/ }).waitFor();
  expect(await under(spot)).not.toBe(name);
  await page.mouse.move(spot.x, spot.y);
  expect(await meets(spot, name, said)).toBeNull();
  // Once she has had the time to see it, it is a button like any other.
  await vi.waitUntil(async () => (await under(spot)) === name, { timeout: 5_000 });
  expect(await sent()).toEqual([]);
  await page.mouse.click(spot.x, spot.y);
  expect(await sent()).toHaveLength(1);
});
