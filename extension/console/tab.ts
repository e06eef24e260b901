import { descriptions } from "../consoles/all.ts";
import { tellConsole } from "./contract.ts";
import { make, rootOf } from "./document.ts";
import { listeners } from "./listeners.ts";
import { createPageWatch } from "./page-watch.ts";
import { panelEdge } from "./panel-edge.ts";
import { panelFrame } from "./panel-frame.ts";
import { createPicker } from "./picker.ts";
import { createPlacing } from "./placing.ts";
import { readPage } from "./reading.ts";
import { keepRendered } from "./rendered.ts";
import { hear, type Runtime, say } from "./runtime.ts";
import { stayIn } from "./stay-in.ts";
import { dress } from "./tab.css.ts";
import { tabButton } from "./tab-button.ts";
import type { TabHere, ToTab } from "./tab-messages.ts";
import { createVouch } from "./vouch.ts";
import { wordsIn } from "./words.ts";

// All that is injected into a console: a button at the edge of the page and, once it was pressed, a frame of the
// extension's own panel.html.

const mark = "data-whileaway";

/** What of the page the tab is added to, and how it is asked to go. */
type Adding = {
  page: Document;
  runtime: Runtime;
  language: string;
  here: NonNullable<TabHere>;
  /** ends everything that the tab has put into the page */
  ending: AbortController;
};

/** Puts the tab into a page. Aborting `ending` takes it out, its listeners and observers too. */
export function addTab({ page, runtime, language, here, ending }: Adding): void {
  const { signal } = ending;
  // A tab that an earlier version of the extension left behind is dead.
  for (const left of rootOf(page)?.querySelectorAll(`[${mark}]`) ?? []) left.remove();
  const words = wordsIn(language);
  const attributes = { [mark]: "", popover: "manual" };
  const host = make(page, "div", attributes);
  const root = host.attachShadow({ mode: "closed" });
  dress(root, () => make(page, "style"));
  const rendered = keepRendered(page, host);
  const area = make(page, "div");
  const bar = make(page, "div", { class: "bar" });
  /** where in the console she was when she opened the panel by keys */
  let camefrom: WeakRef<HTMLElement> | null = null;

  const placing = createPlacing({ place: here.place, area, runtime, paint: () => paint() });
  let picks = here.picks;
  const watch = createPageWatch({
    page,
    read: () => readPage(page, { picks, descriptions }),
    send: (context) => void say(runtime, { tab: "page", context }),
    signal,
  });
  const panel = panelFrame(page, runtime, words.tab, bar);
  const edge = panelEdge(page, words.width, placing, signal);
  const tab = tabButton(page, words.tab, placing, () => show(!panel.isOpen()), signal);
  bar.append(tab.button, edge.edge);
  area.append(bar);
  root.append(area);

  const picker = createPicker({
    ...{ page, host, root, area, words, signal },
    picked(what, source) {
      void say(runtime, { tab: "picked", what, source });
      if (panel.isOpen()) panel.focus();
    },
  });

  function paint(): void {
    rendered.look();
    // A page may draw its root larger or smaller, and all that stands in it.
    const zoom = host.currentCSSZoom ?? 1;
    area.style.zoom = String(1 / zoom);
    const place = placing.read();
    area.className = `area ${place.side}${placing.isDragging() ? " dragging" : ""}`;
    bar.style.width = panel.isOpen() ? `${place.width}px` : "0";
    tab.show(place, panel.isOpen());
    edge.show(panel.isOpen());
  }

  function show(open: boolean): void {
    if (runtime.id === undefined) {
      ending.abort();
      return;
    }
    if (open) {
      const focused = page.activeElement;
      camefrom = focused instanceof HTMLElement && focused !== host ? new WeakRef(focused) : null;
      staying.raise();
      panel.open();
      watch.opened();
    } else {
      picker.stop();
      panel.close();
      watch.closed();
      const back = camefrom?.deref();
      if (back?.isConnected && back.localName !== "body") back.focus({ preventScroll: true });
      else tab.button.focus({ preventScroll: true });
    }
    paint();
  }

  function obey(message: ToTab): void {
    if ("origin" in message && message.origin !== location.origin) return;
    if (message.to === "toggle") show(!panel.isOpen());
    if (message.to === "close" && panel.isOpen()) show(false);
    if (message.to === "leave") ending.abort();
    if (message.to === "look") vouch(message.mark);
    if (message.to === "read") watch.again();
    if (message.to === "pick") picker.start(message.what);
    if (message.to === "news") tellConsole(page, message.news);
    if (message.to === "picks") {
      picks = message.picks;
      watch.again();
    }
    if (message.to === "side") placing.told(message.side);
  }

  const own = listeners(
    root,
    {
      keydown(event) {
        if (event.key === "Escape" && panel.isOpen()) show(false);
      },
    },
    signal,
  );
  // A console that keeps the focus in a window of its own would take it away from the panel at once.
  const unheard = listeners(
    window,
    {
      focusin: (event) => event.target === host && event.stopImmediatePropagation(),
      focusout: (event) => event.target === host && event.stopImmediatePropagation(),
    },
    signal,
    true,
  );
  const resized = new ResizeObserver(paint);
  const stopHearing = hear(runtime, obey);
  const staying = stayIn(page, host, {
    attributes,
    isAlive: () => runtime.id !== undefined,
    came() {
      for (const listen of [own, unheard, tab.listen, edge.listen, panel.listen, watch.listen, picker.stop]) listen();
    },
    dead: () => ending.abort(),
  });
  const vouch = createVouch({ isRight: staying.isOnTop, tell: panel.tell, signal });
  signal.addEventListener("abort", () => {
    resized.disconnect();
    stopHearing();
    staying.stop();
    rendered.undo();
  });
  resized.observe(area);
  paint();
}
