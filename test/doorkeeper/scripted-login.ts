import { PassThrough } from "node:stream";
import type { LogIn } from "../../server/doorkeeper/parts.ts";
import type { Credentials } from "../../shared/credentials.ts";

/** A screen that accepts one account, and remembers what was tried. */
export function scriptedScreen(right: Credentials, meanwhile: () => Promise<void> = async () => {}) {
  const tried: Parameters<LogIn>[] = [];
  const logIn: LogIn = async (credentials, needs) => {
    tried.push([credentials, needs]);
    await meanwhile();
    const fits = credentials.userName === right.userName && credentials.password === right.password;
    const socket = new PassThrough();
    return fits
      ? { ok: true, screen: { socket, close: () => socket.destroy() } }
      : { ok: false, because: "not-accepted" };
  };
  return { logIn, tried };
}
