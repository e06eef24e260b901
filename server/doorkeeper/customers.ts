import { z } from "zod";
import type { State } from "./state.ts";

/** Whose browsers this doorkeeper obeys, and the statements by which they were paired. */
export type Customers = {
  has(key: string): boolean;
  all(): { key: string; at: number }[];
  /** to be called inside a transaction, with the entry that tells of it */
  put(customer: { key: string; pairDoor: string; paired: string; at: number }): void;
  remove(key: string): void;
};

const row = z.object({ key: z.string(), at: z.int() });

export function createCustomers(state: State): Customers {
  return {
    has: (key) => state.first(row, "select key, at from customers where key = ?", key) !== undefined,
    all: () => state.all(row, "select key, at from customers order by at, key"),
    put: ({ key, pairDoor, paired, at }) =>
      state.run(
        "insert or replace into customers (key, pairDoor, paired, at) values (?, ?, ?, ?)",
        key,
        pairDoor,
        paired,
        at,
      ),
    remove: (key) => state.run("delete from customers where key = ?", key),
  };
}
