import { render } from "preact";
import type { PortName, Ports } from "../../../../extension/messages.ts";
import { type Background, BackgroundProvider } from "../../../../extension/page/background.tsx";
import { ReaderProvider, readerOf } from "../../../../extension/page/reader.tsx";
import { Panel } from "../../../../extension/panel/panel.tsx";
import { Popup } from "../../../../extension/popup/popup.tsx";
import { type Scene, type SceneName, scenes } from "./scenes.ts";

// The very components of the pages over a scripted background. A test reads what was sent and posts further states:
// window.preview.
const query = new URLSearchParams(location.search);
const name = query.get("scene") ?? "";
const isScene = (text: string): text is SceneName => Object.hasOwn(scenes, text);
if (!isScene(name)) throw new Error("no such scene");
const scene: Scene = scenes[name];

const watchers: { [Name in PortName]: Set<(state: Ports[Name]) => void> } = {
  technician: new Set(),
  customer: new Set(),
  viewer: new Set(),
};
const posted: Partial<Ports> = {
  ...(scene.technician && { technician: scene.technician }),
  ...(scene.customer && { customer: scene.customer }),
  ...(scene.viewer && { viewer: scene.viewer }),
};
const sent: unknown[] = [];
const background: Background = {
  watch(port, onState) {
    watchers[port].add(onState);
    const state = posted[port];
    if (state) onState(state);
    return () => watchers[port].delete(onState);
  },
  async send(act, ask) {
    sent.push({ act, ...ask });
    // biome-ignore lint/suspicious/noExplicitAny: the script answers what the scene says
    return (scene.answers?.[act] ?? { ok: true }) as any;
  },
};

const preview = {
  sent,
  now: scene.now,
  posted: <Name extends PortName>(port: Name): Ports[Name] | undefined => posted[port],
  post<Name extends PortName>(port: Name, changes: Partial<Ports[Name]>): void {
    const state = { ...posted[port], ...changes } as Ports[Name];
    posted[port] = state;
    for (const onState of watchers[port]) onState(state);
  },
  answer(act: string, answer: unknown): void {
    scene.answers = { ...scene.answers, [act]: answer };
  },
};
export type Preview = typeof preview;
Object.assign(globalThis, { preview });

const reader = readerOf(navigator.language, scene.zone, () => preview.now);
const theme = query.get("theme");
if (theme) document.documentElement.dataset.theme = theme;
document.documentElement.lang = reader.language;
document.title = name;
render(
  <ReaderProvider reader={reader}>
    <BackgroundProvider background={background}>
      {scene.page === "panel" ? <Panel /> : <Popup hash={scene.hash ?? ""} />}
    </BackgroundProvider>
  </ReaderProvider>,
  document.body.appendChild(document.createElement("div")),
);
