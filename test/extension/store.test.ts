import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { beforeEach, expect, it } from "vitest";
import { openStore } from "../../extension/background/store.ts";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const id = "A".repeat(22);
/** What a browser kept before there were doorkeepers, as far as it matters here. */
const before = {
  id,
  request: id,
  signed: "a.b.c",
  standing: "given",
  decision: { signed: "d.e.f", state: "paused", n: 3, at: 5, told: true },
  endedByOther: null,
};

async function keptBefore(entries: object[]): Promise<void> {
  const store = await openDB("whileaway", 1, {
    upgrade(opened) {
      for (const table of ["keys", "customers", "meetings", "asked", "technicians", "joinings", "ledger", "denials"])
        opened.createObjectStore(table);
    },
  });
  for (const entry of entries) await store.put("ledger", entry, id);
  store.close();
}

it.each([
  ["one that was paused", before, { ...before.decision, confirmed: false }],
  ["one that nobody decided on", { ...before, decision: null }, null],
])("a browser that kept grants before there were doorkeepers keeps them: %s", async (_, entry, decision) => {
  await keptBefore([entry]);
  const store = await openStore();
  expect(await store.get("ledger", id)).toEqual({ ...entry, decision, computer: null, sealed: null, decided: null });
  store.close();
});

it("a grant that was kept since isn't changed when the store is opened again", async () => {
  await keptBefore([before]);
  const first = await openStore();
  const entry = await first.get("ledger", id);
  if (!entry) throw new Error("the grant is gone");
  await first.put("ledger", { ...entry, computer: "B".repeat(43) }, id);
  first.close();
  const again = await openStore();
  expect(await again.get("ledger", id)).toMatchObject({ computer: "B".repeat(43) });
  again.close();
});

it("a new browser begins with every table", async () => {
  await keptBefore([]);
  const old = await openStore();
  const names = [...old.objectStoreNames];
  old.close();
  globalThis.indexedDB = new IDBFactory();
  const fresh = await openStore();
  expect([...fresh.objectStoreNames]).toEqual(names);
  fresh.close();
});
