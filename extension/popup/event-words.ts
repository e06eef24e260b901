import { type Happening, happening } from "../../shared/happening.ts";
import type { HistoryEntry } from "../../shared/records.ts";
import type { Texts } from "../texts/en.ts";
import { type Words, words } from "../texts/words.ts";

/** One entry of the history in words. What this version doesn't know is said to be so, never left out. */
export function eventWords({ entry }: HistoryEntry, texts: Texts): Words {
  const read = happening.safeParse(jsonOf(entry));
  return (read.success && wordsFor(read.data, texts)) || [texts.popup.unknownEvent];
}

/** Null for what stands in no computer's chain. */
function wordsFor(what: Happening, { events, ended, turnedAway, problems }: Texts): Words | null {
  const reason = (catalogue: object, code: string): string => {
    const said = Object.entries(catalogue).find(([key]) => key === code)?.[1];
    return typeof said === "string" ? said : code;
  };
  switch (what.event) {
    case "session-joined":
    case "session-met":
    case "session-active":
    case "request-asked":
    case "grant-made":
      return events[what.event](what.technician.name);
    case "session-ended":
      return words`${events["session-ended"](what.technician.name)} ${events.by[what.by]}`;
    case "request-answered":
      return events[what.answer](what.technician.name);
    case "grant-decided":
      return { open: events.resumed, paused: events.paused, revoked: events.revoked }[what.state](what.technician.name);
    case "grant-revoked":
      if (what.by === "technician") return events.revokedByTechnician(what.technician.name);
      return what.by === "customer"
        ? events.revoked(what.technician.name)
        : events.revokedByAdministrator(what.technician.name);
    case "computer-renamed":
    case "computer-paired":
      return events[what.event](what.name);
    case "computer-unpaired":
      return [what.by === "customer" ? events.unpairedByYou : events.unpairedAtComputer];
    case "computer-decided": {
      const said = what.by === "local" ? events.decidedThere : events.decided;
      return said[what.state](what.technician.name);
    }
    case "connection-opened":
      return what.resumes === null
        ? events["connection-opened"](what.technician.name)
        : events["connection-resumed"](what.technician.name);
    case "connection-ended":
      return words`${events["connection-ended"](what.technician.name)}: ${reason({ ...turnedAway, ...ended }, what.because)}`;
    case "connection-refused":
      return words`${events["connection-refused"](what.technician.name)}: ${reason({ ...problems, ...turnedAway }, what.because)}`;
    default:
      return null;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
