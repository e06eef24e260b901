import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { ActName, Acts, Outcome, PortName, Ports } from "../messages.ts";

/** What a page knows of the background: the newest state by port, and acts (extension/messages.ts). */
export type Background = {
  /** Calls back with the newest state, at once where there is one; answers how to stop. */
  watch<Name extends PortName>(port: Name, onState: (state: Ports[Name]) => void): () => void;
  send<Name extends ActName>(act: Name, ask: Acts[Name]["ask"]): Promise<Acts[Name]["answer"] | Refused>;
};
export type Refused = Extract<Outcome, { ok: false }>;

const BackgroundContext = createContext<Background | null>(null);

export function BackgroundProvider({ background, children }: { background: Background; children: ComponentChildren }) {
  return <BackgroundContext.Provider value={background}>{children}</BackgroundContext.Provider>;
}

function useBackground(): Background {
  const background = useContext(BackgroundContext);
  if (background === null) throw new Error("no background");
  return background;
}

/** The newest state that the background has posted; null until the first one. */
export function usePort<Name extends PortName>(port: Name): Ports[Name] | null {
  const background = useBackground();
  const [state, setState] = useState<Ports[Name] | null>(null);
  useEffect(() => background.watch(port, setState), [background, port]);
  return state;
}

/** One act at a time: `busy` while it is under way, `failure` until the next one is tried. */
export function useAct<Name extends ActName>(act: Name) {
  const background = useBackground();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Refused | null>(null);
  async function run(ask: Acts[Name]["ask"]): Promise<Acts[Name]["answer"] | Refused> {
    setBusy(true);
    setFailure(null);
    const answer = await background.send(act, ask);
    setBusy(false);
    setFailure(answer.ok ? null : answer);
    return answer;
  }
  return { run, busy, failure, forget: () => setFailure(null) };
}
export type Act<Name extends ActName> = ReturnType<typeof useAct<Name>>;
