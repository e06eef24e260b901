import { type BlockList, isIP, isIPv4 } from "node:net";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { bounds } from "../shared/bounds.ts";
import { Refusal } from "./refusal.ts";

/** Tries that are counted per address or caller, so that nobody is refused for what others did. */
type Limit = {
  /** Counts a try before it is made, so that many at once are many. Refuses with `too-many`. */
  count: (whose: string) => Promise<void>;
  /** Takes a try back that wasn't a wrong one. */
  forget: (whose: string) => Promise<void>;
};

function createLimit(points: number, seconds: number): Limit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    async count(whose) {
      try {
        await limiter.consume(whose);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new Refusal("too-many", { retryAfter: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) });
      }
    },
    async forget(whose) {
      await limiter.reward(whose);
    },
  };
}

/** What somebody signed in, or a customer's browser, may write in a minute. */
export const writesAMinute = 120;

/** What a doorkeeper may say in a minute, and tell of its own history; the rest of a long one goes on after the next welcome. */
export const saidAMinute = 1_200;
const entriesAMinute = 6_000;

/** All are counted by address but `writes`, which are counted by who holds the token, `door` and `entries`, by the doorkeeper's key. */
export type Limits = Record<"signIn" | "codes" | "first" | "hello" | "sockets" | "writes" | "door" | "entries", Limit>;
export const createLimits = (mostWrites: number): Limits => ({
  signIn: createLimit(20, 600),
  codes: createLimit(bounds.wrongCodes, 600),
  first: createLimit(10, 600),
  hello: createLimit(300, 60),
  sockets: createLimit(300, 60),
  writes: createLimit(mostWrites, 60),
  door: createLimit(saidAMinute, 60),
  entries: createLimit(entriesAMinute, 60),
});

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): string[] {
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(zeros).fill("0"), ...after];
}

/** An address as it is counted: IPv4 whole, IPv6 by its /64, which one household has. */
export function countedAs(address: string): string {
  const plain = address.replace(/%.*$/, "");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  if (isIP(plain) !== 6) return plain;
  return `${groupsOf(plain).slice(0, 4).join(":")}::/64`;
}

/**
 * Whose address a call has: the line's own end, unless that is one of our proxies; then the last of X-Forwarded-For that
 * isn't. An entry that is no address ends the search at the proxy that sent it.
 */
export function createAddressOf(
  proxies: BlockList,
): (line: string | undefined, forwarded: string | undefined) => string {
  const isOurs = (address: string): boolean => proxies.check(address, isIPv4(address) ? "ipv4" : "ipv6");
  return (line, forwarded) => {
    let address = line ?? "unknown";
    for (const entry of (forwarded ?? "").split(",").reverse()) {
      if (isIP(address) === 0 || !isOurs(address)) break;
      const next = entry.trim();
      if (isIP(next) === 0) break;
      address = next;
    }
    return countedAs(address);
  };
}
