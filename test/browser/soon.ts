import { setTimeout as pause } from "node:timers/promises";

/** Asks again and again until there is an answer; throws with the name of what didn't come. */
export async function soon<Answer>(
  what: string,
  ask: () => Promise<Answer | null | false>,
  patience = 30_000,
): Promise<Answer> {
  const until = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > until) throw new Error(`not seen within ${patience / 1000} s: ${what}`);
    await pause(25);
  }
}
