import type { TabMessage, ToTab } from "./tab-messages.ts";

type Listener = (message: unknown, sender: { id?: string; tab?: unknown }) => void;

/** The part of the browser's interface that the tab needs; the same in Chromium and Firefox. */
export type Runtime = {
  /** undefined once the extension was removed or updated under this page */
  id?: string;
  getURL(path: string): string;
  sendMessage(message: TabMessage): Promise<unknown>;
  onMessage: { addListener(listener: Listener): void; removeListener(listener: Listener): void };
};

/** Says something to the background and hears its answer; undefined where nobody answers. */
export async function say(runtime: Runtime, message: TabMessage): Promise<unknown> {
  try {
    return await runtime.sendMessage(message);
  } catch {
    // The extension is gone, or its background is just starting anew.
    return undefined;
  }
}

/** Hears the background; answers with how to stop. */
export function hear(runtime: Runtime, heard: (message: ToTab) => void): () => void {
  const listener: Listener = (message, sender) => {
    if (sender.id === runtime.id && sender.tab === undefined && isToTab(message)) heard(message);
  };
  runtime.onMessage.addListener(listener);
  // What was removed or updated no longer takes anything back.
  return () => runtime.id !== undefined && runtime.onMessage.removeListener(listener);
}

/** Only the extension itself reaches this listener, so the name is all that is looked at. */
const isToTab = (message: unknown): message is ToTab =>
  typeof message === "object" && message !== null && "to" in message && typeof message.to === "string";
