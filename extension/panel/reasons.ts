import type { mayRequest } from "../../shared/may-request.ts";
import type { Policy } from "../../shared/policy.ts";
import type { Texts } from "../texts/en.ts";

export type Reason = ReturnType<typeof mayRequest>[number];
export type ReasonField = Reason["field"];

/** A reason in words: what is missing, and who can change it. */
export function reasonText(
  { code }: Reason,
  kind: "days" | "dates" | "unlimited",
  policy: Policy,
  texts: Texts,
): string {
  const { reasons } = texts;
  switch (code) {
    case "over-cap":
      return reasons["over-cap"](policy.longestDays);
    case "span-malformed":
      return kind === "dates" ? reasons["dates-malformed"] : reasons["days-malformed"];
    default:
      return reasons[code];
  }
}
