import type { Locator } from "playwright-core";
import { soon } from "./soon.ts";

/** What the panel says of a press that it didn't take. */
export const refusal =
  /lies over this panel|before it could be read|liegt über diesem Panel|über diesem Panel liegt|bevor man es lesen konnte/;

/**
 * Presses as a person does: what has just appeared, or come under the pointer, takes no press in the panel, and whoever is
 * told so presses again.
 */
export async function press(button: Locator): Promise<void> {
  await soon(`a press that is taken on ${button}`, async () => {
    const pressed = await button.elementHandle();
    await button.click();
    // What is gone, and its page with it, has done something.
    const became = () => pressed?.evaluate(outcome, refusal.source).catch(() => "taken");
    return (await soon(`what became of a press on ${button}`, async () => (await became()) ?? null)) === "taken";
  });
}

/** Null while it is looked after. */
function outcome(button: Element, refusals: string): "taken" | "refused" | null {
  const alerts = [...document.querySelectorAll("[role=alert]")].map(({ textContent }) => textContent ?? "");
  if (alerts.some((text) => new RegExp(refusals).test(text))) return "refused";
  return button.isConnected && button.getAttribute("aria-disabled") === "true" ? null : "taken";
}
