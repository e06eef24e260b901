import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { PageShown } from "../messages.ts";
import { isSameSubject } from "./page-word.ts";

/** Changes within this time make a page slower to be believed. */
const remembered = 10_000;
/** How long a word must have stood after one such change, ms; twice as long after each further one. */
const first = 300;
const most = 2_000;

/** How long a page's word must have stood before it counts, after so many changes in a short time. */
export const patienceFor = (changes: number): number =>
  changes === 0 ? 0 : Math.min(first * 2 ** (changes - 1), most);

/** The page's word, once it stands still. While nothing is known, what was known stays. */
function useCalm(page: PageShown | null): PageShown | null {
  const [calm, setCalm] = useState(page);
  const changes = useRef<number[] | null>(null);
  const newest = useRef(page);
  newest.current = page;
  const text = JSON.stringify(page);
  useLayoutEffect(() => {
    if (page === null) return;
    const at = performance.now();
    // The first word is no change.
    const recent = changes.current?.filter((before) => at - before < remembered) ?? [];
    changes.current = changes.current === null ? [] : [...recent, at].slice(-9);
    const patience = patienceFor(recent.length);
    if (patience === 0) {
      setCalm(page);
      return;
    }
    const timer = setTimeout(() => setCalm(newest.current ?? page), patience);
    return () => clearTimeout(timer);
  }, [text]);
  return calm;
}

/** What the panel is about after the page's word has changed: the page decides, unless somebody is working here. */
export const follow = (held: PageShown | null, word: PageShown | null, isWorking: boolean): PageShown | null =>
  held === null || isSameSubject(held, word) || !isWorking ? word : held;

/**
 * What the panel is about (`held`) and what the page says now (`word`). They differ where the page went on while
 * somebody was working in the panel; `show` goes along.
 */
export function useFollowed(page: PageShown | null, isWorking: () => boolean) {
  const word = useCalm(page);
  const [held, setHeld] = useState(word);
  const working = useRef(isWorking);
  working.current = isWorking;
  useLayoutEffect(() => setHeld((before) => follow(before, word, working.current())), [JSON.stringify(word)]);
  return { word, held, isBehind: !isSameSubject(held, word), show: () => setHeld(word) };
}
