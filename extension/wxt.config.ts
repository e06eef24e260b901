import { defineConfig } from "wxt";
import { version } from "../package.json";
import { readBuildSettings } from "./build-settings.ts";
import { manifestFor } from "./manifest.ts";

const settings = readBuildSettings(process.env);

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  outDir: settings.output,
  outDirTemplate: "{{browser}}-mv{{manifestVersion}}",
  manifest: ({ browser }) => manifestFor(browser, settings, version),
  vite: () => ({
    define: {
      __SERVER__: JSON.stringify(settings.server),
      __CONSOLES__: JSON.stringify(settings.consoles),
    },
  }),
});
