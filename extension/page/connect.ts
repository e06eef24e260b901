import browser from "webextension-polyfill";
import type { ActName, Acts, PortName, Ports } from "../messages.ts";
import type { Background, Refused } from "./background.tsx";

const least = 250;
const most = 4_000;

/**
 * The extension's own background. Its worker may be stopped at any time: the port is opened again at once, which starts
 * it, and what was painted stays until the next state comes.
 */
export const connectBackground = (nameOf: (port: PortName) => string = (port) => port): Background => ({
  watch: (port, onState) => watch(nameOf(port), onState),
  send,
});

function watch<Name extends PortName>(name: string, onState: (state: Ports[Name]) => void): () => void {
  let stopped = false;
  let wait = least;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let port: browser.Runtime.Port | undefined;
  function open(): void {
    port = browser.runtime.connect({ name });
    // Both ends are this extension's own code: what comes by this name is this state.
    port.onMessage.addListener((state) => {
      wait = least;
      onState(state as Ports[Name]);
    });
    port.onDisconnect.addListener(() => {
      if (stopped) return;
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, most);
    });
  }
  open();
  return () => {
    stopped = true;
    clearTimeout(timer);
    port?.disconnect();
  };
}

async function send<Name extends ActName>(act: Name, ask: Acts[Name]["ask"]): Promise<Acts[Name]["answer"] | Refused> {
  try {
    const answer: unknown = await browser.runtime.sendMessage({ act, ...ask });
    return isAnswer<Name>(answer) ? answer : { ok: false, code: "no-answer" };
  } catch {
    return { ok: false, code: "no-answer" };
  }
}

const isAnswer = <Name extends ActName>(answer: unknown): answer is Acts[Name]["answer"] =>
  typeof answer === "object" && answer !== null && "ok" in answer;
