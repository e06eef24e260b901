import type { Piece } from "../../shared/hours-words.ts";

/** Shows what can't be seen: a no-break space as `~`, an en dash that doesn't break as `=`. */
export const visible = (text: string): string => text.replaceAll("\u00a0", "~").replaceAll("\u2060–\u2060", "=");

/** A sentence in pieces, as look.md writes it: those in bold between stars. */
export const starred = (pieces: readonly Piece[]): string =>
  visible(pieces.map(({ text, strong }) => (strong ? `**${text}**` : text)).join(""));
