import { happening } from "../../shared/happening.ts";
import type { HistoryEntry } from "../../shared/records.ts";
import type { Texts } from "../texts/en.ts";
import { type Words, words } from "../texts/words.ts";

/** One entry of the history in words. What this version doesn't know is said to be so, never left out. */
export function eventWords({ entry }: HistoryEntry, { events, popup }: Texts): Words {
  const read = happening.safeParse(jsonOf(entry));
  if (!read.success) return [popup.unknownEvent];
  const what = read.data;
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
      return events["computer-renamed"](what.name);
    default:
      return [popup.unknownEvent];
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
