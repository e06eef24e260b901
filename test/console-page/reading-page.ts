import { join } from "node:path";
import type { Page } from "playwright-core";
import { build } from "vite";
import type { PageContext } from "../../extension/console/page-context.ts";
import type { Reading } from "../../extension/console/reading.ts";

const entry = join(import.meta.dirname, "../../extension/console/reading.ts");

/** How a page is read, as a script that any page can run: `reading.readPage`. */
export async function readingScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, minify: false, lib: { entry, formats: ["iife"], name: "reading" } },
  });
  const [chunk] = (Array.isArray(built) ? built : [built]).flatMap((one) => ("output" in one ? one.output : []));
  if (chunk?.type !== "chunk") throw new Error("the reading isn't one file");
  return chunk.code;
}

/** Reads a page as it is now. */
export function readIn(page: Page, script: string, reading: Partial<Reading> = {}): Promise<PageContext> {
  const given = JSON.stringify({ picks: {}, descriptions: [], ...reading });
  return page.evaluate<PageContext>(`(() => { ${script}; return reading.readPage(document, ${given}); })()`);
}
