import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { soon } from "../browser/soon.ts";
import { freePort } from "../demo/listen.ts";

// noVNC's own page as Debian packs it, served by websockify, before real screens: one websockify leads to several by a
// token in the path, as its documents show it.

const page = "/usr/share/novnc";
export type NoVnc = {
  origin: string;
  /** the page before this screen, which connects by itself */
  address(screen: string): string;
  /** the same page before nothing yet: it shows *Connect* */
  start: string;
  stop(): Promise<void>;
};

/**
 * @param screens what each screen's token is, and what its server calls it
 * @param keys further tokens, each for the one of a screen
 */
export async function startNoVnc(screens: Record<string, string>, keys: Record<string, string>): Promise<NoVnc> {
  const folder = await mkdtemp(join(tmpdir(), "whileaway-novnc-"));
  const children: ChildProcess[] = [];
  const stop = async () => {
    const gone = children.map((child) => (child.exitCode === null ? once(child, "exit") : null));
    for (const child of children) child.kill();
    await Promise.all(gone);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const tokens: string[] = [];
    for (const [token, name] of Object.entries(screens)) {
      const port = await freePort();
      const screen = ["-SecurityTypes", "None", "-localhost", "-rfbport", String(port), "-desktop", name];
      const args = ["-displayfd", "3", "-nolisten", "tcp", "-geometry", "800x600", ...screen];
      const child = spawn("Xtigervnc", args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
      children.push(child);
      // Its number comes once it listens.
      const said = child.stdio[3];
      if (!said || !("setEncoding" in said)) throw new Error("Xtigervnc has nowhere to say its number");
      await Promise.race([once(said, "data"), once(child, "exit").then(() => Promise.reject(new Error("no screen")))]);
      const own = [token, ...Object.keys(keys).filter((key) => keys[key] === token)];
      tokens.push(...own.map((one) => `${one}: 127.0.0.1:${port}`));
    }
    const file = join(folder, "tokens");
    await writeFile(file, `${tokens.join("\n")}\n`);
    const port = await freePort();
    const leads = ["--token-plugin", "TokenFile", "--token-source", file, "--web", page, `127.0.0.1:${port}`];
    children.push(spawn("websockify", leads, { stdio: "ignore" }));
    const origin = `http://127.0.0.1:${port}`;
    await soon("noVNC's page", async () => (await fetch(`${origin}/vnc.html`).catch(() => null))?.ok === true);
    const address = (screen: string) =>
      `${origin}/vnc.html?autoconnect=true&path=${encodeURIComponent(`websockify?token=${screen}`)}`;
    return { origin, address, start: `${origin}/vnc.html`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
