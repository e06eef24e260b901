import type { Runtime } from "webextension-polyfill";
import type { Sender } from "./sender.ts";

/** How a viewer's port is called: after the grant that it shows (extension/messages.ts). */
const viewer = "viewer ";
export const viewerPort = {
  of: (grant: string): string => viewer + grant,
  grantOf: (name: string): string | null => (name.startsWith(viewer) ? name.slice(viewer.length) : null),
};

type Open = { port: Runtime.Port; sender: Sender; posted: string };

/**
 * The pages that are open on one role's state. Each is posted the whole state once it is `settled`, so that nobody sees
 * the sign-in for the blink in which a woken background greets the server; and again whenever it differs. Null: this page
 * is told nothing.
 */
export function createPorts<State>(
  stateFor: (sender: Sender, name: string) => Promise<State | null>,
  settled: () => Promise<void>,
) {
  const opened = new Set<Open>();

  async function post(to: Open): Promise<void> {
    await settled();
    const state = await stateFor(to.sender, to.port.name);
    const text = JSON.stringify(state);
    if (state === null || text === to.posted || !opened.has(to)) return;
    to.posted = text;
    try {
      to.port.postMessage(state);
    } catch {
      // The page was closed, and the browser hasn't said so yet.
      opened.delete(to);
    }
  }

  return {
    async open(port: Runtime.Port, sender: Sender): Promise<void> {
      const to: Open = { port, sender, posted: "" };
      port.onDisconnect.addListener(() => opened.delete(to));
      opened.add(to);
      await post(to);
    },
    post: async (): Promise<void> => {
      await Promise.all([...opened].map(post));
    },
    size: () => opened.size,
    /** the tab in which a page by this port's name is open */
    tabOf: (name: string): number | null => [...opened].find(({ port }) => port.name === name)?.sender.tab ?? null,
  };
}

export type OpenPorts<State> = ReturnType<typeof createPorts<State>>;
