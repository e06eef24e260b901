import { useEffect, useRef, useState } from "preact/hooks";
import { timeOf } from "../../shared/clock-words.ts";
import { warnings } from "../../shared/stream.ts";
import { useNow, useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { plain } from "../texts/words.ts";
import { minutesLeft } from "./time-left.ts";

const minute = 60_000;
const steps = warnings.map((before) => before / minute);

/**
 * The yellow line from a quarter of an hour before the end: it pushes the screen and doesn't cover it. It is spoken three
 * times, and its minutes are painted anew without being spoken.
 */
export function Closing({ until, computer }: { until: number | null; computer: string }) {
  const reader = useReader();
  const { viewer } = reader.texts;
  const now = useNow();
  const left = until === null ? Number.POSITIVE_INFINITY : minutesLeft(until, now);
  const step = steps.filter((one) => left <= one).at(-1) ?? null;
  const words = until === null || step === null ? null : viewer.closing(left, timeOf(until, reader), computer);
  const [spoken, setSpoken] = useState("");
  const newest = useRef(words);
  newest.current = words;
  useEffect(() => {
    setSpoken(step === null || newest.current === null ? "" : plain(newest.current));
  }, [step]);
  return (
    <div>
      <p class="vh" role="status">
        {spoken}
      </p>
      {words !== null && (
        <p class="vwarn" aria-hidden="true">
          <Say words={words} />
        </p>
      )}
    </div>
  );
}
