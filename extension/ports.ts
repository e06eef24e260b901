import type { Runtime } from "webextension-polyfill";
import type { Sender } from "./sender.ts";

type Open = { port: Runtime.Port; sender: Sender; posted: string };

/** The pages that are open on one role's state. Each is posted the whole state at once, and again when it differs. */
export function createPorts<State>(stateFor: (sender: Sender) => Promise<State>) {
  const opened = new Set<Open>();

  async function post(to: Open): Promise<void> {
    const state = await stateFor(to.sender);
    const text = JSON.stringify(state);
    if (text === to.posted || !opened.has(to)) return;
    to.posted = text;
    try {
      to.port.postMessage(state);
    } catch {
      // The page was closed, and the browser hasn't said so yet.
      opened.delete(to);
    }
  }

  return {
    open(port: Runtime.Port, sender: Sender): Promise<void> {
      const to: Open = { port, sender, posted: "" };
      opened.add(to);
      port.onDisconnect.addListener(() => opened.delete(to));
      return post(to);
    },
    post: async (): Promise<void> => {
      await Promise.all([...opened].map(post));
    },
    size: () => opened.size,
  };
}
