import { render } from "preact";
import type { PopupTab, PortName, Ports } from "../../../../extension/messages.ts";
import { type Background, BackgroundProvider } from "../../../../extension/page/background.tsx";
import { ReaderProvider, readerOf } from "../../../../extension/page/reader.tsx";
import { Panel } from "../../../../extension/panel/panel.tsx";
import { type OwnBrowser, OwnBrowserProvider } from "../../../../extension/popup/own-browser.tsx";
import { Popup } from "../../../../extension/popup/popup.tsx";
import { Viewer } from "../../../../extension/viewer/viewer.tsx";
import type { Stage, Visiting } from "../../../../extension/viewer/visit.ts";
import { type Scene, type SceneName, scenes } from "./scenes.ts";
import { scriptedScreen } from "./scripted-screen.ts";

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
    // The tab around the panel, which stands in no other window here. It does nothing that anybody asked for.
    if (act === "look" && "mark" in ask) window.postMessage(preview.vouches ? ask.mark : "nothing");
    else if (act === "keep-tab" && "tab" in ask) preview.tab = ask.tab;
    else sent.push({ act, ...ask });
    // biome-ignore lint/suspicious/noExplicitAny: the script answers what the scene says
    return (scene.answers?.[act] ?? { ok: true }) as any;
  },
};

const screen = scriptedScreen(scene.visit?.at === "open" && scene.visit.asks === true);
const painted = (visit: Scene["visit"]): Stage => {
  if (visit === undefined) return { at: "start", why: null };
  return visit.at === "open" ? { ...visit, closesAt: visit.until, screen } : visit;
};
const watching = new Set<() => void>();
let stage = painted(scene.visit);
/** What a page does to a visit is remembered as if it were an act. */
const visit: Visiting = {
  stage: () => stage,
  watch(changed) {
    watching.add(changed);
    return () => watching.delete(changed);
  },
  async connect(block) {
    sent.push({ act: "visit-connect", block: [...block] });
  },
  async end() {
    sent.push({ act: "visit-end" });
  },
  async broken() {
    sent.push({ act: "visit-broken" });
  },
  again: () => void sent.push({ act: "visit-again" }),
  leave() {},
};

const preview = {
  sent,
  /** the popup's tab that was gone to last; null: none */
  tab: null as PopupTab | null,
  /** whether the tab says of the panel that it is its own */
  vouches: true,
  /** what noVNC sent to the screen */
  typed: screen.typed,
  visit(next: NonNullable<Scene["visit"]>): void {
    stage = painted(next);
    for (const changed of watching) changed();
  },
  now: scene.now,
  posted: <Name extends PortName>(port: Name): Ports[Name] | undefined => posted[port],
  post<Name extends PortName>(port: Name, changes: Partial<Ports[Name]>): void {
    const state = { ...posted[port], ...changes } as Ports[Name];
    posted[port] = state;
    for (const onState of watchers[port]) onState(state);
  },
  /** what the browser's own prompt is answered with */
  permits(yes: boolean): void {
    if (scene.browser) scene.browser = { ...scene.browser, permits: yes };
  },
  answer(act: string, answer: unknown): void {
    scene.answers = { ...scene.answers, [act]: answer };
  },
};
export type Preview = typeof preview;
Object.assign(globalThis, { preview });

/** What a page asks the browser itself is remembered as if it were an act. */
const ownBrowser: OwnBrowser = {
  currentPage: async () => scene.browser?.page ?? null,
  async permit(origin) {
    sent.push({ act: "permit", origin, inClick: navigator.userActivation.isActive });
    return scene.browser?.permits ?? false;
  },
  panelKeys: async () => scene.browser?.keys ?? null,
};
const inOwnWindow = { toolbar: false, isPrivate: false };
const reader = readerOf(navigator.language, scene.zone, () => preview.now);
const theme = query.get("theme");
if (theme) document.documentElement.dataset.theme = theme;
document.documentElement.lang = reader.language;
document.title = name;
render(
  <ReaderProvider reader={reader}>
    <BackgroundProvider background={background}>
      {scene.page === "panel" && <Panel />}
      {scene.page === "popup" && (
        <OwnBrowserProvider value={ownBrowser}>
          <Popup hash={scene.hash ?? ""} standing={{ ...inOwnWindow, ...scene.standing }} />
        </OwnBrowserProvider>
      )}
      {scene.page === "viewer" && <Viewer visit={visit} />}
    </BackgroundProvider>
  </ReaderProvider>,
  document.body.appendChild(document.createElement("div")),
);
