import { z } from "zod";
import type { State } from "./state.ts";

const row = z.object({ value: z.string() });

/** What was said at this start or, where nothing was, at an earlier one; kept for the next. Null: never said. */
export function keptSetting(state: State, name: "server" | "screen", said: string | null): string | null {
  if (said === null) return state.first(row, "select value from settings where name = ?", name)?.value ?? null;
  state.run("insert or replace into settings (name, value) values (?, ?)", name, said);
  return said;
}
