import { mkdir, readFile, writeFile } from "node:fs/promises";
import { chromium } from "playwright-core";

// Draws extension/icon.svg as the pictures that browsers want. Run by hand after changing the drawing:
//   node extension/icons.ts [path of a Chromium]
const folder = new URL("public/icons/", import.meta.url);
const drawing = await readFile(new URL("icon.svg", import.meta.url), "utf8");
await mkdir(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.argv[2] ?? "/usr/bin/chromium",
  chromiumSandbox: false,
});
const page = await browser.newPage();
for (const size of [16, 32, 48, 128]) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`);
  await writeFile(new URL(`${size}.png`, folder), await page.screenshot({ omitBackground: true }));
}
await browser.close();
