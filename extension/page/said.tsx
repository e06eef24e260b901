import { Fragment } from "preact";
import type { Word, Words } from "../texts/words.ts";

/** Longer names than this are cut after two lines. */
const short = 40;

/** A name from outside: bold, isolated, bounded, in full in the title. */
export function Name({ text }: { text: string }) {
  return (
    <bdi title={text.length > short ? text : undefined}>
      <b class={text.length > short ? "outside" : undefined}>{text}</b>
    </bdi>
  );
}

/** A sentence, painted. */
export function Say({ words }: { words: Words | string }) {
  if (typeof words === "string") return <>{words}</>;
  return (
    <>
      {words.map((word, index) => (
        <Fragment key={`${index}`}>{painted(word)}</Fragment>
      ))}
    </>
  );
}

function painted(word: Word) {
  if (typeof word === "string") return word;
  if ("isolated" in word) return <bdi>{word.isolated}</bdi>;
  return "bold" in word ? <b>{word.bold}</b> : <Name text={word.name} />;
}

type PiecesProps = { pieces: readonly { text: string; strong: boolean }[]; names: readonly string[] };

/** The pieces that the rules make of a sentence (`question`): times in bold, and the names that came from outside. */
export function Pieces({ pieces, names }: PiecesProps) {
  return (
    <>
      {pieces.map(({ text, strong }, index) => {
        if (!strong) return text;
        return names.includes(text) ? <Name key={`${index}`} text={text} /> : <b key={`${index}`}>{text}</b>;
      })}
    </>
  );
}
