import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { WebSocket } from "ws";
import { freePort } from "../demo/listen.ts";

/** Processes of one run, each of them one hop. */
export class Hops {
  readonly #children: { child: ChildProcess; lines: Interface }[] = [];

  /** Starts one and answers its first word: its port, or `ready`. */
  async start(role: string, ...ports: number[]): Promise<{ port: number; memory(): Promise<number> }> {
    const program = join(import.meta.dirname, "stream-hop.ts");
    const child = spawn(process.execPath, [program, role, ...ports.map(String)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const lines = createInterface({ input: child.stdout });
    this.#children.push({ child, lines });
    const next = async (): Promise<number> => Number((await once(lines, "line"))[0]);
    return {
      port: await next(),
      memory: () => {
        child.stdin.write("memory\n");
        return next();
      },
    };
  }

  /** websockify of Debian, from WebSocket to TCP: one hop, unencrypted. */
  async startWebsockify(screen: number): Promise<number> {
    const port = await freePort();
    const child = spawn("websockify", [`127.0.0.1:${port}`, `127.0.0.1:${screen}`], {
      stdio: ["pipe", "ignore", "pipe"],
    });
    const lines = createInterface({ input: child.stderr });
    this.#children.push({ child, lines });
    // Several lines may come at once, so that each is looked at as it comes.
    await new Promise<void>((done, fail) => {
      lines.on("line", (line) => line.includes("proxying") && done());
      child.once("exit", () => fail(new Error("websockify ended")));
    });
    return port;
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#children.map(async ({ child }) => {
        const ended = once(child, "exit");
        child.kill();
        await ended;
      }),
    );
  }
}

/** A WebSocket to a process of this run; whoever may be spoken to at once has to listen from the beginning. */
export async function opened(port: number, path = "", hear?: (bytes: Buffer) => void): Promise<WebSocket> {
  const line = new WebSocket(`ws://127.0.0.1:${port}/${path}`, { perMessageDeflate: false });
  if (hear) line.on("message", hear);
  await once(line, "open");
  return line;
}
