import { defineConfig } from "wxt";
import { version } from "../package.json";
import { readBuildSettings } from "./build-settings.ts";
import { doorkeeperText } from "./doorkeeper-file.ts";
import { manifestFor } from "./manifest.ts";

const settings = readBuildSettings(process.env);

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  outDir: settings.output,
  outDirTemplate: "{{browser}}-mv{{manifestVersion}}",
  manifest: ({ browser }) => manifestFor(browser, settings, version),
  hooks: {
    // Saved from the popup: the program that opens the door comes from the same place as the code that signs.
    "build:publicAssets": async (_, files) => {
      files.push({ relativeDest: "doorkeeper.mjs", contents: await doorkeeperText() });
    },
  },
  vite: () => ({
    define: {
      __SERVER__: JSON.stringify(settings.server),
      __CONSOLES__: JSON.stringify(settings.consoles),
    },
  }),
});
