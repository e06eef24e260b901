import { datedWords, dateWordsOf, type Reader, timeOf } from "./clock-words.ts";
import { hoursSentence, type Piece, plain, strong } from "./hours-words.ts";
import { isOneDay, type Said, saidOf } from "./span-words.ts";
import type { Terms } from "./terms.ts";

/**
 * The heading of a request, word for word (look.md section 5): "May **Anna Berg** connect to **Office PC** every night from
 * **20:00 to 06:00**, until **Sunday 25 October, 14:35**?" One sentence in pieces, those in bold `strong`; names stand
 * alone in theirs. Clocks are named as in `describe`. Terms that can't be read make no question, but a sentence that says so.
 */
export function question(
  terms: Terms,
  approvedAt: number,
  names: { technician: string; computer: string },
  reader: Reader,
  at: number,
): Piece[] {
  const said = saidOf(terms, approvedAt, reader, at);
  if (reader.language === "de") return said === null ? [plain(unreadable.de)] : german(said, names, reader, at);
  return said === null ? [plain(unreadable.en)] : english(said, names, reader, at);
}

export const unreadable = {
  en: "These terms can't be read. Access stays closed.",
  de: "Diese Bedingungen sind nicht lesbar. Der Zugriff bleibt geschlossen.",
} as const;

type Names = { technician: string; computer: string };

function english(said: Said, { technician, computer }: Names, reader: Reader, at: number): Piece[] {
  const { end, always, clock } = said;
  const opening = [plain("May "), strong(technician), plain(" connect to "), strong(computer), plain(" ")];
  if (always && end.kind === "none") return [...opening, strong("at any time, with no end date"), plain("?")];
  const hours = always ? [strong("at any time")] : named(hoursSentence(said.hours, reader, isOneDay(end)), clock?.name);
  const date = (reading: number): string => datedWords(reading, reader, "long", at);
  const zone = always && clock !== null ? ` (${clock.name})` : "";
  if (end.kind === "none") return [...opening, ...hours, plain(", "), strong("with no end date"), plain("?")];
  if (end.kind === "instant") {
    return [...opening, ...hours, plain(", until "), strong(instantWords(end.until, said, reader, at)), plain("?")];
  }
  const through = `${date(end.through)}${zone}`;
  if (end.from === null) return [...opening, ...hours, plain(", through "), strong(through), plain("?")];
  if (isOneDay(end)) return [...opening, ...hours, plain(", on "), strong(through), plain("?")];
  return [...opening, ...hours, plain(", from "), strong(`${date(end.from)} through ${through}`), plain("?")];
}

function german(said: Said, { technician, computer }: Names, reader: Reader, at: number): Piece[] {
  const { end, always, clock } = said;
  const opening = [plain("Darf sich "), strong(technician), plain(" ")];
  const closing = [plain(" mit "), strong(computer), plain(" verbinden?")];
  if (always && end.kind === "none") return [...opening, strong("jederzeit und ohne Enddatum"), ...closing];
  const hours = always ? [strong("jederzeit")] : named(hoursSentence(said.hours, reader, isOneDay(end)), clock?.name);
  const date = (reading: number): string => datedWords(reading, reader, "long", at);
  const zone = always && clock !== null ? ` (${clock.name})` : "";
  if (end.kind === "none") return [...opening, strong("ohne Enddatum"), plain(" "), ...hours, ...closing];
  if (end.kind === "instant") {
    return [
      ...opening,
      plain("bis "),
      strong(instantWords(end.until, said, reader, at)),
      plain(", "),
      ...hours,
      ...closing,
    ];
  }
  const through = `${date(end.through)}${zone}`;
  if (end.from === null) {
    return [...opening, plain("bis einschließlich "), strong(through), plain(", "), ...hours, ...closing];
  }
  if (isOneDay(end)) return [...opening, plain("am "), strong(through), plain(", "), ...hours, ...closing];
  const range = `${date(end.from)}, bis einschließlich ${through}`;
  return [...opening, plain("von "), strong(range), plain(", "), ...hours, ...closing];
}

const yours = { en: "your time", de: "Ihre Zeit" } as const;

function instantWords(until: number, { clock }: Said, reader: Reader, at: number): string {
  const words = `${dateWordsOf(until, reader, "long", at)}, ${timeOf(until, reader)}`;
  return clock === null ? words : `${words} (${yours[reader.language]})`;
}

/** Adds the name of the clock to the last piece, the last time that was said. */
const named = (pieces: Piece[], clock: string | undefined): Piece[] =>
  pieces.map((piece, index) =>
    index === pieces.length - 1 && clock !== undefined ? { ...piece, text: `${piece.text} (${clock})` } : piece,
  );
