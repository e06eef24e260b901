import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { buildExtension } from "../browser/extension-build.ts";
import { Stage } from "../browser/stage.ts";
import { consoles } from "../browser/stage-setup.ts";
import type { Technician } from "../browser/technician.ts";
import { readingScript } from "../console-page/reading-page.ts";
import { freePort } from "../demo/listen.ts";
import type { Row } from "./row.ts";

const limits = { bytes: 20_480, script: 5, open: 300, reading: 16 };
const pages = 7;

/** What the panel costs a console: bytes and script before it is opened, how long opening and one reading of a page take. */
export async function panelRows(): Promise<Row[]> {
  const output = await mkdtemp(join(tmpdir(), "whileaway-bench-"));
  try {
    const serverPort = await freePort();
    const extension = await buildExtension({ server: `http://127.0.0.1:${serverPort}`, consoles, output });
    const bytes = await injectedBytes(extension);
    const stage = await Stage.open({ extension, serverPort });
    try {
      const technician = await stage.technician();
      const script = await median(() => scriptTime(technician, stage.console.address("office-pc")));
      const open = await median(() => openingTime(technician, stage.console.address("office-pc")));
      const reading = await readingTime(technician, stage.console.address("office-pc"));
      return [
        row("panel.bytes", bytes, limits.bytes, "B"),
        row("panel.script", script, limits.script, "ms"),
        row("panel.open", open, limits.open, "ms"),
        row("panel.reading", reading, limits.reading, "ms"),
      ];
    } finally {
      await stage.close();
    }
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

const row = (name: string, ours: number, theirs: number, unit: string): Row => ({
  name,
  ours: Math.round(ours * 100) / 100,
  theirs,
  unit,
  ratio: Math.round((ours / theirs) * 1000) / 1000,
});

async function median(measure: () => Promise<number>): Promise<number> {
  const measured: number[] = [];
  for (let page = 0; page < pages; page += 1) measured.push(await measure());
  return measured.sort((a, b) => a - b)[Math.floor(pages / 2)] ?? Number.NaN;
}

const manifest = z.object({
  content_scripts: z.array(z.object({ js: z.array(z.string()).default([]), css: z.array(z.string()).default([]) })),
});

/** Bytes, gzipped, of everything that a console's page gets before anybody opens the panel. */
async function injectedBytes(extension: string): Promise<number> {
  const { content_scripts } = manifest.parse(JSON.parse(await readFile(join(extension, "manifest.json"), "utf8")));
  const files = new Set(content_scripts.flatMap(({ js, css }) => [...js, ...css]));
  if (files.size === 0) throw new Error("nothing is injected into a preset console");
  const sizes = [...files].map(async (file) => gzipSync(await readFile(join(extension, file)), { level: 9 }).length);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

const traced = z.object({
  name: z.string(),
  ts: z.number(),
  dur: z.number().optional(),
  tdur: z.number().optional(),
  args: z.object({ data: z.object({ url: z.string().optional() }).optional() }).optional(),
});

/** Milliseconds of processor time of the extension's own script while a console's page loads, compiling included. */
async function scriptTime(technician: Technician, address: string): Promise<number> {
  const debug = await technician.profile.context.newCDPSession(technician.page);
  const events: z.infer<typeof traced>[] = [];
  debug.on("Tracing.dataCollected", ({ value }) => {
    events.push(...value.map((one) => traced.safeParse(one).data).filter((one) => one !== undefined));
  });
  await debug.send("Tracing.start", { categories: "devtools.timeline,v8", transferMode: "ReportEvents" });
  await technician.page.goto(address);
  await technician.tabIsThere();
  const complete = new Promise((done) => debug.once("Tracing.tracingComplete", done));
  await debug.send("Tracing.end");
  await complete;
  await debug.detach();
  const own = events
    .filter(({ args, dur }) => dur !== undefined && args?.data?.url?.startsWith("chrome-extension://"))
    .sort((one, other) => one.ts - other.ts);
  if (own.length === 0) throw new Error("no script of the extension was seen in the console's page");
  // Nested events count once, and time in which the processor did something else doesn't count.
  let reached = 0;
  let microseconds = 0;
  for (const { ts, dur = 0, tdur = dur } of own) {
    if (ts < reached) continue;
    reached = ts + dur;
    microseconds += tdur;
  }
  return microseconds / 1000;
}

/** Milliseconds from the click on the tab button of a fresh page to the first field that can be typed into. */
async function openingTime(technician: Technician, address: string): Promise<number> {
  await technician.page.goto(address);
  const place = await technician.tabIsThere();
  const from = performance.now();
  await technician.page.mouse.click(place.x, place.y);
  const panel = await technician.panel();
  await panel.getByLabel(technician.names.email, { exact: true }).and(panel.locator(":enabled")).waitFor();
  return performance.now() - from;
}

/** Milliseconds of one reading of a page of 20,000 elements that nobody described, laid out as it is on the screen. */
async function readingTime(technician: Technician, address: string): Promise<number> {
  const { page } = technician;
  const script = await readingScript();
  await page.goto(address);
  await page.evaluate(() => {
    const row = () => {
      const cells = Array.from({ length: 9 }, (_, index) => {
        const cell = document.createElement(index === 0 ? "th" : "td");
        cell.textContent = `Workshop PC ${index}`;
        return cell;
      });
      const line = document.createElement("tr");
      line.append(...cells);
      return line;
    };
    const table = document.createElement("table");
    table.append(...Array.from({ length: 2_000 }, row));
    document.body.append(table);
  });
  return page.evaluate(
    `(() => { ${script}; const times = []; for (let turn = 0; turn < ${pages}; turn += 1) {
      document.querySelector("td").textContent = String(turn);
      document.body.getBoundingClientRect();
      const from = performance.now();
      reading.readPage(document, { picks: {}, descriptions: [] });
      times.push(performance.now() - from);
    } return times.sort((a, b) => a - b)[${Math.floor(pages / 2)}]; })()`,
  );
}
