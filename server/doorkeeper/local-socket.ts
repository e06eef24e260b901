import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import type { z } from "zod";
import {
  anybodysCall,
  type LocalAnswer,
  type LocalCall,
  localAnswer,
  longestAnswer,
  longestCall,
  ownCall,
} from "./local-call.ts";
import { Sentence } from "./sentence.ts";

// How the doorkeeper is spoken to on its own computer, without the server: a socket of its account's alone, and one that
// anybody may write to and that knows `pause` and `end`.

/** Where the sockets lie. */
export type LocalPlaces = { own: string; anybodys: string };

const patience = 5_000;
/** callers who haven't said their line yet, at one socket */
const mostSilent = 32;
/** doorkeepers of one account that are spoken to: whoever lays out ever so many sockets doesn't use up ours for the others */
const mostOfOne = 16;
/** callers at one socket, those who wait for an answer among them; an answer comes by itself */
const mostAtOnce = 512;
const systemFolder = "/run/whileaway-doorkeeper";
const folderOf = (account: number): string => `/tmp/whileaway-doorkeeper-${account}`;

/** systemd gives a service a folder that everybody may look into; who starts it by hand gets one below /tmp. */
export function localPlaces(
  data: string,
  environment: Record<string, string | undefined>,
  account = process.getuid?.() ?? 0,
): LocalPlaces {
  const given = environment.RUNTIME_DIRECTORY?.split(":")[0];
  const name = `${createHash("sha256").update(data).digest("hex").slice(0, 12)}.sock`;
  return { own: join(data, "own.sock"), anybodys: join(given || folderOf(account), name) };
}

/** Listens at both places. The directory's lock is held: what lies there is left over from before. */
export async function listenLocally(
  places: LocalPlaces,
  answer: (call: LocalCall) => Promise<LocalAnswer>,
): Promise<{ close(): void }> {
  makeOpenFolder(join(places.anybodys, ".."));
  const servers = [
    await listen(places.own, 0o600, ownCall, answer),
    await listen(places.anybodys, 0o666, anybodysCall, answer),
  ];
  return {
    close() {
      for (const server of servers) server.close();
      for (const path of Object.values(places)) rmSync(path, { force: true });
    },
  };
}

/** Everybody may look in, nobody but us may put something there. */
function makeOpenFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o755 });
  if (!isOurs(path, process.getuid?.()))
    throw new Sentence(
      `${path} isn't this account's alone. Somebody else made it: remove it as root, and start again.`,
    );
  chmodSync(path, 0o755);
}

function isOurs(path: string, account: number | undefined): boolean {
  const { uid, mode } = lstatSync(path);
  const isFolder = lstatSync(path).isDirectory();
  return isFolder && (account === undefined || uid === account) && (mode & 0o022) === 0;
}

async function listen(
  path: string,
  mode: number,
  calls: z.ZodType<LocalCall>,
  answer: (call: LocalCall) => Promise<LocalAnswer>,
): Promise<Server> {
  rmSync(path, { force: true });
  /** whoever hasn't said a word yet, the oldest first */
  const silent = new Set<Socket>();
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    // The oldest gives way: nobody can keep others from saying no by saying nothing.
    for (const oldest of [...silent].slice(0, Math.max(0, silent.size + 1 - mostSilent))) oldest.destroy();
    silent.add(socket);
    socket.once("close", () => silent.delete(socket));
    void readLine(socket, longestCall)
      .finally(() => silent.delete(socket))
      .then((text) => calls.parse(JSON.parse(text)))
      .then(answer, () => ({ ok: false, lines: ["This isn't something that you may say here."] }))
      .catch(() => ({ ok: false, lines: ["That didn't work. Is the disk full?"] }))
      // Whoever leaves his end open is let go: he would keep ours for ever.
      .then((said) => socket.end(`${JSON.stringify(said)}\n`, () => socket.destroy()));
  });
  server.maxConnections = mostAtOnce;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  chmodSync(path, mode);
  return server;
}

/** One line from a stranger: bounded in length and time. */
function readLine(socket: Socket, longest: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    socket.setEncoding("utf8");
    socket.setTimeout(patience, () => socket.destroy());
    socket.on("data", (part: string) => {
      text += part;
      const end = text.indexOf("\n");
      if (end >= 0) {
        socket.setTimeout(0);
        resolve(text.slice(0, end));
      } else if (text.length > longest) socket.destroy();
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("no line")));
  });
}

/** Says something to the doorkeeper at this place; null where none listens. */
export async function callLocally(place: string, call: LocalCall): Promise<LocalAnswer | null> {
  const socket = connect(place);
  try {
    const line = readLine(socket, longestAnswer);
    // A visit that ends, or a disk that is slow, may take longer than a stranger's line.
    socket.setTimeout(4 * patience);
    socket.write(`${JSON.stringify(call)}\n`);
    return localAnswer.parse(JSON.parse(await line));
  } catch {
    return null;
  } finally {
    socket.destroy();
  }
}

/**
 * Every place at which a doorkeeper of this computer may listen to anybody. A folder below /tmp counts only where it is
 * that account's whose number it is called by: else anybody could answer in a doorkeeper's name.
 */
export function anybodysPlaces(environment: Record<string, string | undefined>): string[] {
  const below = listed("/tmp").flatMap((name) => {
    const account = /^whileaway-doorkeeper-(\d{1,10})$/.exec(name)?.[1];
    return account === undefined ? [] : [{ folder: folderOf(Number(account)), account: Number(account) }];
  });
  const given = environment.RUNTIME_DIRECTORY?.split(":")[0];
  return [{ folder: given || systemFolder, account: undefined }, ...(given ? [] : below)]
    .filter(({ folder, account }) => {
      try {
        return isOurs(folder, account);
      } catch {
        return false;
      }
    })
    .flatMap(({ folder }) =>
      listed(folder)
        .filter((name) => name.endsWith(".sock"))
        .slice(0, mostOfOne)
        .map((name) => join(folder, name)),
    );
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
