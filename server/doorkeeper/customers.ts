import { z } from "zod";
import type { State } from "./state.ts";

/** Whose browsers this doorkeeper obeys, and the statements by which they were paired. */
export type Customers = {
  has(key: string): boolean;
  all(): { key: string; at: number }[];
  /** to be called inside a transaction, with the entry that tells of it */
  put(customer: { key: string; pairDoor: string; paired: string; at: number }): void;
  /** as `put` */
  remove(key: string): void;
  /** who was unpaired here and not paired again: the server may have been away when it was told */
  unpaired(): string[];
};

const unpairedRow = z.object({ key: z.string() });
const row = z.object({ key: z.string(), at: z.int() });

export function createCustomers(state: State): Customers {
  return {
    has: (key) => state.first(row, "select key, at from customers where key = ?", key) !== undefined,
    all: () => state.all(row, "select key, at from customers order by at, key"),
    put({ key, pairDoor, paired, at }) {
      state.run("delete from unpaired where key = ?", key);
      state.run(
        "insert or replace into customers (key, pairDoor, paired, at) values (?, ?, ?, ?)",
        key,
        pairDoor,
        paired,
        at,
      );
    },
    remove(key) {
      state.run("delete from customers where key = ?", key);
      state.run("insert or replace into unpaired (key) values (?)", key);
    },
    unpaired: () =>
      state.all(unpairedRow, "select key from unpaired order by rowid desc limit 100").map(({ key }) => key),
  };
}
