import { dayTimeOf, timeOf } from "../../shared/clock-words.ts";
import { Icon } from "../page/icon.tsx";
import { momentOf } from "../page/moment.ts";
import { type PageReader, useNow, useReader } from "../page/reader.tsx";
import { Warning } from "../page/warning.tsx";
import type { Why } from "./visit.ts";

/** Somebody may have put a hand in: the only reasons with a red box. */
const alarming = (why: Why): "not-verified" | "altered" | null =>
  why.said === "no"
    ? why.refused.code === "not-verified"
      ? "not-verified"
      : null
    : why.heard.what === "altered" || (why.heard.what === "ended" && why.heard.because === "altered")
      ? "altered"
      : null;

/** Why nobody is connected, in a sentence. `atSetup`: the credentials are the customer's. */
export function whyWords(why: Why, atSetup: boolean, reader: PageReader, now: number): string {
  const { visitRefused, visitEnded, viewer, problems } = reader.texts;
  const find = (texts: object, code: string): unknown => Object.entries(texts).find(([key]) => key === code)?.[1];
  if (why.said === "stream") {
    const { heard } = why;
    if (heard.what === "ended") return visitEnded[heard.because];
    if (heard.what === "cut") return viewer.cutBefore;
    if (heard.what === "altered") return visitEnded.altered;
    return refusedWords(heard.because, null);
  }
  const { code, because, opensAt, at } = why.refused;
  const rule = code === "closed" || code === "refused" ? (because ?? code) : code;
  if (code === "busy" && at !== undefined) return viewer.busySince(momentOf(at, reader, now));
  if (code === "clocks-differ" && at !== undefined) return viewer.clocks(timeOf(at, reader), timeOf(now, reader));
  return refusedWords(rule, opensAt ?? null);

  function refusedWords(code: string, opensAt: number | null): string {
    if (code === "not-accepted" && atSetup) return viewer.setupNotAccepted;
    const said = find(visitRefused, code) ?? find(problems, code);
    const words = typeof said === "string" ? said : problems.other(code);
    return opensAt === null ? words : `${words} ${viewer.opensAgain(dayTimeOf(opensAt, reader, now))}`;
  }
}

/** Why nobody is connected: calm where it can happen to anybody, red where somebody may stand between. */
export function WhyNot({ why, atSetup, id }: { why: Why; atSetup: boolean; id?: string }) {
  const reader = useReader();
  const { viewer } = reader.texts;
  const now = useNow();
  const alarm = alarming(why);
  if (alarm !== null) {
    const { title, what, toDo } = viewer.alarms[alarm];
    return <Warning title={title} what={what} toDo={toDo} />;
  }
  const words = whyWords(why, atSetup, reader, now);
  if (why.said === "stream" && why.heard.what === "ended") return <p id={id}>{words}</p>;
  return (
    <p class="refused" role="alert" id={id}>
      <Icon of="barred" />
      <span>{words}</span>
    </p>
  );
}
