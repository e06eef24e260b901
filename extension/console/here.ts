import { type Runtime, say } from "./runtime.ts";
import type { TabHere } from "./tab-messages.ts";

/** How long before each question, ms: at once, then after silence. */
const waits = [0, 250, 1_000, 4_000];

/**
 * Asks the background whether this page is a console's; null where it isn't, and where nobody says so before `ending`.
 * Silence is no answer: a background that is just starting is asked again, a few times.
 */
export async function askHere(runtime: Runtime, ending: AbortSignal): Promise<TabHere> {
  for (const wait of waits) {
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (ending.aborted || runtime.id === undefined) return null;
    const answer = await say(runtime, { tab: "here" });
    if (answer !== undefined) return isHere(answer) ? answer : null;
  }
  return null;
}

/** The background is the extension's own: what isn't null is what it says it is. */
const isHere = (answer: unknown): answer is NonNullable<TabHere> =>
  typeof answer === "object" && answer !== null && "place" in answer && "picks" in answer;
