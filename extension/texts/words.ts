/** A piece of a sentence. `name` came from somebody else: it is shown bold, isolated and bounded. `isolated`: so did this,
 *  and isn't what the sentence is about. */
export type Word = string | { bold: string } | { name: string } | { isolated: string };
/** A sentence, ready to be painted. */
export type Words = readonly Word[];

export const bold = (text: string): Word => ({ bold: text });
export const name = (text: string): Word => ({ name: text });

/** A template of words: what stands in braces is one piece, a whole sentence, or plain text. */
export function words(texts: TemplateStringsArray, ...pieces: readonly (Word | Words)[]): Words {
  return texts.flatMap((text, index): Word[] => {
    const piece = pieces[index];
    return [...(text === "" ? [] : [text]), ...(piece === undefined ? [] : Array.isArray(piece) ? piece : [piece])];
  });
}

/** A sentence without its emphasis: for titles, accessible names and comparison. */
export const plain = (said: Words | string): string =>
  typeof said === "string"
    ? said
    : said.map((word) => (typeof word === "string" ? word : (Object.values(word)[0] ?? ""))).join("");
