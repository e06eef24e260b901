import { bounds } from "../shared/bounds.ts";
import { Refusal } from "./refusal.ts";

/**
 * Cuts a list into pages: `rows` are asked for one more than a page holds. `next` names the last item, after which the
 * next page begins.
 */
export function pageOf<Item extends { id: string }>(rows: Item[]): { items: Item[]; next?: string } {
  const items = rows.slice(0, bounds.page);
  const last = items.at(-1);
  return rows.length > items.length && last !== undefined ? { items, next: last.id } : { items };
}
export const onePage = bounds.page + 1;

/** Where a page begins: what `find` knows of the item before it. An `after` that the caller can't see is unknown. */
export async function beginning<Row>(
  after: string | undefined,
  find: (id: string) => Promise<Row | undefined>,
): Promise<Row | null> {
  if (after === undefined) return null;
  const row = await find(after);
  if (row === undefined) throw new Refusal("unknown");
  return row;
}
