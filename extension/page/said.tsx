import { type ComponentChildren, Fragment } from "preact";
import type { Word, Words } from "../texts/words.ts";

/** Longer names than this are cut after two lines. */
const short = 40;

/** A name from outside: bold, isolated, bounded, in full in the title. */
export const Name = ({ text }: { text: string }) => (
  <Isolated text={text}>
    <b class={text.length > short ? "outside" : undefined}>{text}</b>
  </Isolated>
);

function Isolated({ text, children }: { text: string; children: ComponentChildren }) {
  return <bdi title={text.length > short ? text : undefined}>{children}</bdi>;
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
  if ("isolated" in word) {
    return (
      <Isolated text={word.isolated}>
        <span class={word.isolated.length > short ? "outside" : undefined}>{word.isolated}</span>
      </Isolated>
    );
  }
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
