import type { SessionKind } from "../../shared/policy.ts";
import { headOf } from "./document.ts";
import { longestLine, oneLine } from "./one-line.ts";
import { longest, type Reference } from "./page-context.ts";
import type { RequestNews } from "./tab-messages.ts";

// What a console that helps says by itself, and hears (docs/consoles.md).

type Contract = { name: string | null; references: Reference[]; kind: SessionKind | null };

const prefix = "whileaway:";
const kinds = ["device", "ticket", "session"] as const;
const sessionKinds: readonly SessionKind[] = ["desktop", "chat-only", "mobile"];

/** Null where the page doesn't keep the contract. Only the head of the page itself counts, which nobody writes into but the console. */
export function readContract(page: Document): Contract | null {
  const metas = [...(headOf(page)?.querySelectorAll(`meta[name^="${prefix}"]`) ?? [])].slice(0, 50);
  if (metas.length === 0) return null;
  const said = (what: string, most: number): string | null =>
    metas
      .filter((meta) => meta.getAttribute("name") === prefix + what)
      .map((meta) => meta.getAttribute("content") ?? "")
      // Longer than that only by what isn't seen, or too long.
      .map((content) => (content.length <= longestLine ? oneLine(content) : ""))
      .find((content) => content !== "" && content.length <= most) ?? null;
  return {
    name: said("computer", longest.name),
    references: kinds.flatMap((kind) => {
      const value = said(kind, longest.reference);
      return value === null ? [] : [{ kind, value }];
    }),
    kind: sessionKinds.find((kind) => kind === said("kind", 20)) ?? null,
  };
}

/** Tells the console what became of a request, if its page names the reference now. As text, which every browser lets through. */
export function tellConsole(page: Document, news: RequestNews): void {
  const named = readContract(page)?.references ?? [];
  if (!named.some(({ kind, value }) => `${kind}:${value}` === news.reference)) return;
  const detail = JSON.stringify({ reference: news.reference, state: news.state, at: news.at });
  EventTarget.prototype.dispatchEvent.call(page, new CustomEvent("whileaway", { detail }));
}
