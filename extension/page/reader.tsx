import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Reader } from "../../shared/clock-words.ts";
import { isKnownZone } from "../../shared/zone.ts";
import { languageOf } from "../language.ts";
import type { Texts } from "../texts/en.ts";
import { textsIn } from "../texts/texts.ts";

/** Who reads the page: in which language, by which clock. */
export type PageReader = Reader & { texts: Texts; now: () => number };

/**
 * The reader as the browser tells: its language alone decides the language, its zone the clock. Everybody reads 24 hours:
 * the sentence that a technician previews is the very one that the customer reads, wherever they are.
 */
export function readerOf(browserLanguage: string, zone: string, now: () => number): PageReader {
  const language = languageOf(browserLanguage);
  // What the browser calls its zone may be none that the rules know; then nothing is said in it.
  const known = isKnownZone(zone) ? zone : "UTC";
  return { language, zone: known, texts: textsIn(language), now };
}

const ReaderContext = createContext<PageReader | null>(null);

export function ReaderProvider({ reader, children }: { reader: PageReader; children: ComponentChildren }) {
  return <ReaderContext.Provider value={reader}>{children}</ReaderContext.Provider>;
}

export function useReader(): PageReader {
  const reader = useContext(ReaderContext);
  if (reader === null) throw new Error("no reader");
  return reader;
}

export const useTexts = (): Texts => useReader().texts;

const minute = 60_000;

/** The instant, anew at every full minute of the reader's clock. */
export function useNow(): number {
  const { now } = useReader();
  const [at, setAt] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setAt(now()), minute - (at % minute) + 5);
    return () => clearTimeout(timer);
  }, [at, now]);
  // A change of state between two minutes is painted with its own instant.
  return Math.max(at, Math.floor(now() / 1_000) * 1_000);
}
