import { lstat, readFile, realpath, stat } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { endianness } from "node:os";
import { dirname } from "node:path";
import type { ScreenAddress } from "./screen-address.ts";

// Who stands at the screen's address. Another account of the computer may listen there while the screen server is down;
// the password must not be said to it (protocol.md section 0, `not-our-screen`).

/**
 * The uids of everybody who can have answered on a connection to the screen; null where it can't be told, or where anybody
 * could have taken the address. Asked after the other end has spoken: until it took the connection it has no owner.
 */
export type ScreenOwners = (address: ScreenAddress, socket: Socket) => Promise<number[] | null>;

/** Without delay: a key press is a few bytes, and waits for nothing. */
export const connectTo = (address: ScreenAddress): Socket =>
  address.kind === "socket"
    ? connect({ path: address.path })
    : connect({ host: address.host, port: address.port, noDelay: true });

/** Reads the owners from Linux's own tables. Where those aren't, nobody is trusted. */
export const screenOwners: ScreenOwners = async (address, socket) => {
  try {
    return address.kind === "socket" ? await ownersOfSocket(address.path) : await ownersOfPort(socket);
  } catch {
    return null;
  }
};

/**
 * The socket's owner, and those of all folders above it: whoever may write to one of them could put another in its place.
 * And those of the links that the path leads through: whoever laid one may have turned it since we went along it.
 */
async function ownersOfSocket(path: string): Promise<number[] | null> {
  const found = await lstat(path);
  if (!found.isSocket()) return null;
  const owners = [found.uid];
  for (let way = dirname(path); way !== dirname(way); way = dirname(way)) {
    const step = await lstat(way);
    if (step.isSymbolicLink()) owners.push(step.uid);
  }
  for (let folder = await realpath(dirname(path)); ; folder = dirname(folder)) {
    const { uid, mode } = await stat(folder);
    // In a folder with the sticky bit only owners rename and remove.
    const isOpenToAll = (mode & 0o022) !== 0 && (mode & 0o1000) === 0;
    if (isOpenToAll) return null;
    owners.push(uid);
    if (folder === dirname(folder)) return owners;
  }
}

const listening = "0A";

/** The other end of this very connection, and everybody who listens there. */
async function ownersOfPort(socket: Socket): Promise<number[] | null> {
  const { localAddress, localPort, remoteAddress, remotePort } = socket;
  if (localAddress === undefined || remoteAddress === undefined) return null;
  const rows = (await Promise.all(["/proc/net/tcp", "/proc/net/tcp6"].map(rowsIn))).flat();
  const isThere = (end: End): boolean => end.address === plain(remoteAddress) && end.port === remotePort;
  const others = rows.filter(
    ({ local, remote }) => isThere(local) && remote.address === plain(localAddress) && remote.port === localPort,
  );
  if (others.length !== 1) return null;
  const listeners = rows.filter(
    ({ local, state }) => state === listening && local.port === remotePort && (local.isAny || isThere(local)),
  );
  return [...others, ...listeners].map(({ uid }) => uid);
}

type End = { address: string; port: number; isAny: boolean };
type Row = { local: End; remote: End; state: string; uid: number };

async function rowsIn(table: string): Promise<Row[]> {
  const lines = (await readFile(table, "utf8").catch(() => "")).split("\n").slice(1);
  return lines.flatMap((line) => {
    const [, local = "", remote = "", state = "", , , , uid = ""] = line.trim().split(/\s+/);
    return /^\d+$/.test(uid) ? [{ local: endIn(local), remote: endIn(remote), state, uid: Number(uid) }] : [];
  });
}

/** The kernel writes addresses as words of 32 bits in its own byte order. */
function endIn(text: string): End {
  const [words = "", port = ""] = text.split(":");
  const bytes = Buffer.from(words, "hex");
  if (endianness() === "LE") bytes.swap32();
  return {
    address: bytes.toString("hex").replace(mapped, ""),
    port: Number.parseInt(port, 16),
    isAny: /^0+$/.test(words),
  };
}
/** IPv4 inside IPv6: a screen server that listens for both sees us so. */
const mapped = /^0{20}f{4}/;

/** A loopback address as `endIn` writes it. */
function plain(address: string): string {
  const four = address.replace(/^::ffff:/, "");
  if (four === "::1") return "1".padStart(32, "0");
  return Buffer.from(four.split(".").map(Number)).toString("hex");
}
