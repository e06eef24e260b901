import { existsSync } from "node:fs";
import { join } from "node:path";
import { createLog } from "./log.ts";
import { readSettings, SettingError } from "./settings.ts";
import { start } from "./start.ts";

const extension = join(import.meta.dirname, "..", "extension", ".output", "chrome-mv3");

// Every file that we make, store and keys, is for this account alone.
process.umask(0o077);
try {
  const settings = readSettings(process.env);
  const log = createLog();
  const { url, firstCode, stop } = await start(settings, log);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`Whileaway listens on ${url}`);
  say(`Data: ${settings.data}`);
  if (firstCode !== null) {
    say(`First administrator: this code makes her, once, at POST ${url}/api/administrators/first`);
    say(`  code: ${firstCode}`);
  } else say("First administrator: there is one");
  say(`Extension: ${existsSync(extension) ? extension : `not built yet (npm run build), it will lie in ${extension}`}`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      log({ event: "stopping", signal });
      void stop().then(() => process.exit(0));
    });
  }
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
