import { mkdtempSync, rmSync } from "node:fs";
import { BlockList } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { start } from "../../server/start.ts";
import { administratorPassword, start as firstInstant, type Ground } from "./ground.ts";

/** The real server in this process: on a port that the system chooses, a directory of its own, a clock moved by hand. */
export async function run(given: { at?: number; data?: string } = {}) {
  const clock = { at: given.at ?? firstInstant };
  const data = given.data ?? mkdtempSync(join(tmpdir(), "whileaway-server-"));
  const logged: string[] = [];
  const started = await start(
    {
      port: 0,
      host: "127.0.0.1",
      url: null,
      data,
      proxies: new BlockList(),
      administrator: { email: "admin@example.com", password: administratorPassword },
    },
    (event) => logged.push(JSON.stringify(event)),
    () => clock.at,
  );
  const ground: Ground = {
    url: started.url,
    now: () => clock.at,
    ask: (path, init) => fetch(`${started.url}${path}`, init),
  };
  return {
    ...ground,
    clock,
    data,
    logged,
    async stop() {
      await started.stop();
      rmSync(data, { recursive: true });
    },
    /** Stops it and leaves its data for the next. */
    pause: () => started.stop(),
  };
}
