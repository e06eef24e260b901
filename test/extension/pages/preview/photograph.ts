import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { addressOf, contextFor, enlarge, type Looks, startChromium } from "./chromium.ts";
import { type SceneName, scenes } from "./scenes.ts";
import { screens } from "./screens.ts";
import { servePreview } from "./serve.ts";

// node test/extension/pages/preview/photograph.ts FOLDER [--lang=en,de] [--theme=light,dark] [--width=320,380] [NAME…]
// Photographs every screen, or those whose name holds one of the words, into a folder. Nothing of it is kept in git.
const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const option = (name: string, otherwise: string): string[] =>
  (process.argv.find((word) => word.startsWith(`--${name}=`))?.split("=")[1] ?? otherwise).split(",");
const [folder = "demo-output/pages", ...names] = words;

const { url, close } = await servePreview();
const browser = await startChromium();
await mkdir(folder, { recursive: true });
for (const language of option("lang", "en,de") as Looks["language"][]) {
  for (const theme of option("theme", "light,dark") as ("light" | "dark")[]) {
    for (const width of option("width", "0").map(Number)) {
      for (const screen of screens) {
        if (names.length > 0 && !names.some((name) => screen.name.includes(name))) continue;
        const page = scenes[screen.scene as SceneName].page;
        const context = await contextFor(browser, {
          language,
          theme,
          scale: 1.5,
          forced: option("forced", "no")[0] === "yes",
          width: width || ({ panel: 400, popup: 380, viewer: 1200 } as const)[page],
        });
        const tab = await context.newPage();
        tab.on("pageerror", (error) => console.error(screen.name, error.message));
        tab.on("console", (message) => message.type() === "error" && console.error(screen.name, message.text()));
        await tab.goto(addressOf(url, screen.scene));
        await screen.steps?.(tab, language === "de");
        await enlarge(tab, Number(option("text", "1")[0]));
        const full = !screen.name.endsWith("-first");
        await tab.screenshot({
          path: join(folder, `${screen.name}.${language}-${theme}-${width || "own"}.png`),
          fullPage: full,
        });
        await context.close();
      }
    }
  }
}
await browser.close();
close();
