import { useEffect, useState } from "preact/hooks";
import { bounds } from "../../shared/bounds.ts";
import { timeOf } from "../../shared/clock-words.ts";
import { useNow, useReader } from "./reader.tsx";

const patience = 3_000;

/** Before the first state: nothing, and a sentence where that lasts. */
export function Silence() {
  const { noAnswer } = useReader().texts;
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patience);
    return () => clearTimeout(timer);
  }, []);
  return long ? <p class="banner quiet">{noAnswer}</p> : null;
}

export function OfflineNotice({ online }: { online: boolean }) {
  const { offline } = useReader().texts;
  return <div role="status">{!online && <p class="banner small">{offline}</p>}</div>;
}

/** Where this computer's clock is so far off that nothing it signs would be taken. */
export function ClockNotice({ ahead }: { ahead: number }) {
  const reader = useReader();
  const now = useNow();
  if (Math.abs(ahead) <= bounds.clocksDiffer) return null;
  return <p class="banner small">{reader.texts.clocksDiffer(timeOf(now, reader), timeOf(now + ahead, reader))}</p>;
}
