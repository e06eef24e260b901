import { useState } from "preact/hooks";
import { dateWordsOf, figuresOf } from "../../shared/clock-words.ts";
import type { HistoryEntry } from "../../shared/records.ts";
import { useAct } from "../page/background.tsx";
import { Button } from "../page/button.tsx";
import { Problem } from "../page/problem.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { eventWords } from "./event-words.ts";

/** What happened to this computer, newest first; asked for when it is wanted. */
export function History() {
  const reader = useReader();
  const { popup } = reader.texts;
  const now = useNow();
  const act = useAct("history");
  const [entries, setEntries] = useState<HistoryEntry[] | null>(null);
  async function show(): Promise<void> {
    const answer = await act.run({});
    if (answer.ok && "entries" in answer) setEntries(answer.entries);
  }
  return (
    <section class="section">
      <h2>
        {popup.history}
        <Button kind="link" off={act.busy} onPress={() => void (entries === null ? show() : setEntries(null))}>
          {entries === null ? popup.showHistory : popup.hideHistory}
        </Button>
      </h2>
      <Problem failure={act.failure} />
      {entries?.length === 0 && <p class="quiet">{popup.noHistory}</p>}
      {entries !== null && entries.length > 0 && (
        <table class="tt">
          <tbody>
            {entries.map((entry) => (
              <tr key={`${entry.chain} ${entry.number}`}>
                <td class="when">{dateWordsOf(entry.at, reader, "narrow", now)}</td>
                <td class="when">{figuresOf(entry.at, reader)}</td>
                <td>
                  <Say words={eventWords(entry, reader.texts)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
