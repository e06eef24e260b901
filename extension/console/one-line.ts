/** Characters that are kept of anything that a page says: no pattern is ever run on more. */
export const longestLine = 2_000;

/** One line: no control characters, none that turn others round or can't be seen, no space at the ends. */
export const oneLine = (text: string): string =>
  text
    .slice(0, longestLine)
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replaceAll(/[\p{Cf}\p{Cs}]/gu, "")
    .replaceAll(/ {2,}/g, " ")
    .trim();
