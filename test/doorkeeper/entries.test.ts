import { expect, it } from "vitest";
import { createEntries } from "../../server/doorkeeper/entries.ts";
import { openState } from "../../server/doorkeeper/state.ts";
import type { EntryEvent } from "../../shared/door-words.ts";
import { privateKeyOf, publicNameOf } from "../shared/keys.ts";

const at = 1_800_000_000_000;
const clock = { now: () => at, monotonic: () => 0, refuses: () => null };
const visit = { grant: "A".repeat(22), technician: await publicNameOf(1) };

/** The history of a doorkeeper that wrote this, as it finds it at its next start. */
async function written(events: readonly EntryEvent[]) {
  const key = { name: await publicNameOf(3), privateKey: await privateKeyOf(3) };
  const state = openState(":memory:");
  const given = { state, key, clock, tell: () => {} };
  const entries = await createEntries(given);
  for (const event of events)
    await entries.add(event, event === "connection-ended" ? { ...visit, because: "technician" } : visit);
  return createEntries(given);
}

it.each<[string, EntryEvent[], boolean]>([
  ["nothing happened", [], false],
  ["one was opened", ["started", "connection-opened"], true],
  ["one was opened, and others were refused since", ["connection-opened", "connection-refused", "grant-paused"], true],
  ["one was opened and ended", ["connection-opened", "connection-ended"], false],
  ["one ended and another was opened", ["connection-opened", "connection-ended", "connection-opened"], true],
  [
    "one was opened, ended, and the doorkeeper started since",
    ["connection-opened", "connection-ended", "started"],
    false,
  ],
])("a visit without an end: %s", async (_, events, isOpen) => {
  expect((await written(events)).withoutEnd()).toEqual(isOpen ? visit : null);
});
