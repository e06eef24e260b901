import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildExtension } from "../browser/extension-build.ts";
import { firstAdministrator } from "../browser/server-process.ts";
import { anna, Stage } from "../browser/stage.ts";
import { findBrowser } from "../browsers.mjs";
import { freePort } from "./listen.ts";
import { readOptions } from "./options.ts";
import { play } from "./story.ts";
import { Timeline } from "./timeline.ts";

// `npm run demo`: the story in two browsers. Exit code 0: every step was seen to happen; 1: one wasn't; 3: something is
// missing here.

const say = (line: string) => process.stdout.write(`${line}\n`);
const pictures = join(import.meta.dirname, "../../demo-output");

async function demo(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (findBrowser("chromium") === null) {
    say("missing: a Chromium of version 137 or newer");
    return 3;
  }
  const output = await mkdtemp(join(tmpdir(), "whileaway-demo-"));
  const serverPort = await freePort();
  const server = `http://127.0.0.1:${serverPort}`;
  say(`building the extension for ${server}`);
  const extension = await buildExtension({ server, consoles: ["http://console.localhost/*"], output });
  const stage = await Stage.open({ extension, serverPort });
  const interrupted = new Promise<never>((_, stop) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop(new Error("the demo was interrupted")));
  });
  const timeline = new Timeline(options.windows ? null : pictures, say);
  try {
    await timeline.begin();
    const failed = await Promise.race([play(stage, timeline, options), interrupted]).then(
      () => null,
      (error: unknown) => error,
    );
    if (failed === null) say(`all ${timeline.seen} steps were seen to happen`);
    else
      say(
        `\n${failed instanceof Error ? failed.message : failed}\n\nnot seen to happen: ${timeline.failed ?? "the beginning"}`,
      );
    if (!options.windows) say(`pictures: ${pictures}`);
    else await letPlay(stage, interrupted);
    return failed === null ? 0 : 1;
  } finally {
    await stage.close();
    await rm(output, { recursive: true, force: true });
  }
}

/** Leaves the windows open until Ctrl-C, and says what one needs to play on. */
async function letPlay(stage: Stage, interrupted: Promise<never>): Promise<void> {
  say("");
  say(`server          ${stage.server.origin}`);
  say(`API             ${stage.server.origin}/api/docs`);
  say(`console         ${stage.console.address()}`);
  say(`technician      ${anna.email}  ${anna.password}`);
  say(`administrator   ${firstAdministrator.email}  ${firstAdministrator.password}`);
  say("");
  say("The windows stay open to play with. Ctrl-C ends the demo.");
  await interrupted.catch(() => {});
}

demo().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
