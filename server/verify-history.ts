import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { historyText } from "../shared/happening.ts";
import { historyEntry } from "../shared/records.ts";
import { beforeFirst, chainHash } from "./history.ts";

/** What an export of the history turned out to be: whole, or broken at a line for a reason. */
export type Verified =
  | { whole: true; entries: number; heads: Map<string, { number: number; hash: string }> }
  | { whole: false; line: number; because: string };

/**
 * Checks exported entries (JSON Lines, chains one after the other or mixed): numbers without a gap from 1, and each hash
 * that of the entry before and the very text. What was cut off at the end of a chain can't be seen here: compare the heads.
 */
export async function verifyHistory(lines: AsyncIterable<string>): Promise<Verified> {
  const heads = new Map<string, { number: number; hash: string }>();
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const broken = (because: string): Verified => ({ whole: false, line, because });
    const entry = parsed(text, historyEntry);
    if (entry === null) return broken("it isn't an entry");
    const { chain, number, at, hash } = entry;
    const head = heads.get(chain) ?? { number: 0, hash: beforeFirst };
    if (number !== head.number + 1) return broken(`entry ${head.number + 1} of this chain is missing`);
    if (chainHash(head.hash, entry.entry) !== hash) return broken("its text or an earlier one was changed");
    const said = parsed(entry.entry, historyText);
    if (said === null || said.chain !== chain || said.number !== number || said.at !== at)
      return broken("its text says something else than its row");
    heads.set(chain, { number, hash });
  }
  return { whole: true, entries: line, heads };
}

function parsed<Value>(text: string, schema: { safeParse: (value: unknown) => { data?: Value } }): Value | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The command: `npm run verify-history -- FILE`. Answers the exit code. */
export async function main([file]: string[], say: (line: string) => void): Promise<number> {
  if (file === undefined) {
    say("say which file: npm run verify-history -- FILE");
    return 2;
  }
  const input = createReadStream(file, "utf8");
  try {
    const verified = await verifyHistory(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }));
    if (!verified.whole) {
      say(`line ${verified.line}: ${verified.because}`);
      return 1;
    }
    if (verified.entries === 0) {
      say(`${file} holds no entries`);
      return 1;
    }
    say(`${verified.entries} entries in ${verified.heads.size} chains hold together`);
    for (const [chain, { number, hash }] of verified.heads) say(`${chain}: ${number} entries, head ${hash}`);
    return 0;
  } catch (error) {
    say(
      error instanceof Error && "code" in error ? `can't read ${file} (${String(error.code)})` : "can't read the file",
    );
    return 2;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.exitCode = await main(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
