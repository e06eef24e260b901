import { parseArgs } from "node:util";
import { type Language, languages } from "../browser/names.ts";

export type DemoOptions = { language: Language; scheme: "light" | "dark"; windows: boolean };

/** Reads the demo's own arguments: `--lang=de`, `--dark`, `--headless`. Throws with a sentence that names what is wrong. */
export function readOptions(args: string[], environment: Record<string, string | undefined>): DemoOptions {
  const { values } = parseArgs({
    args,
    options: {
      lang: { type: "string", default: "en" },
      dark: { type: "boolean", default: false },
      headless: { type: "boolean", default: false },
    },
  });
  const language = languages.find((one) => one === values.lang);
  if (!language) throw new Error(`--lang is one of ${languages.join(", ")}, not "${values.lang}"`);
  const display = process.platform !== "linux" || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
  return { language, scheme: values.dark ? "dark" : "light", windows: display && !values.headless && !environment.CI };
}
