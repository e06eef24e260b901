import { css } from "./tab.css.ts";

// All that is injected into a console: a button at the edge of the page and, once it was pressed, a frame of the
// extension's own panel.html. Nothing that a technician reads or types is in the page itself.

/** The part of the browser's interface that this needs; the same in Chromium and Firefox. */
export type Runtime = {
  id?: string;
  getURL(path: string): string;
  onMessage: { addListener(listener: (message: unknown, sender: { id?: string }) => void): void };
};

const names = { en: "Unattended access", de: "Unbeaufsichtigter Zugriff" };
const closePanel = "close-panel";
const mark = "data-whileaway";
/** After a removal the tab comes back; again and again more slowly, so that no page is fought with. */
const firstReturn = 50;
const slowestReturn = 60_000;
const calmAfter = 10_000;

/** Puts the tab into a page. `language`: what the browser speaks. */
export function addTab(page: Document, runtime: Runtime, language: string): void {
  // A tab that an earlier version of the extension left behind is dead.
  for (const left of page.querySelectorAll(`[${mark}]`)) left.remove();
  const name = /^de\b/i.test(language) ? names.de : names.en;
  const host = page.createElement("div");
  host.setAttribute(mark, "");
  const root = host.attachShadow({ mode: "closed" });
  dress(root, page);
  const button = page.createElement("button");
  button.type = "button";
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", "panel");
  button.append(drawing(page), name);
  root.append(button);
  let frame: HTMLIFrameElement | null = null;
  /** a click of the technician's has opened the panel, whose page isn't there yet */
  let awaited = false;

  function show(open: boolean): void {
    if (runtime.id === undefined) {
      // The extension was removed or updated under this page.
      stop();
      return;
    }
    if (open && frame === null) {
      const fresh = panelFrame(page, runtime, name);
      // Focus set before its page is there is lost with the empty one.
      fresh.addEventListener("load", () => {
        // Later loads are the page's doing: it may take nobody's focus away with them.
        if (awaited && !fresh.hidden) fresh.contentWindow?.focus();
        awaited = false;
      });
      awaited = true;
      root.append(fresh);
      frame = fresh;
    }
    if (frame === null) return;
    frame.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) frame.contentWindow?.focus();
    else button.focus();
  }

  const toggle = (event: Event): void => {
    if (event.isTrusted) show(frame?.hidden !== false);
  };
  const onKey = (event: Event): void => {
    if (event.isTrusted && event instanceof KeyboardEvent && event.key === "Escape" && frame?.hidden === false)
      show(false);
  };
  const stop = stayIn(page, host, () => {
    button.addEventListener("click", toggle);
    root.addEventListener("keydown", onKey);
  });
  runtime.onMessage.addListener((message, sender) => {
    if (sender.id === runtime.id && message === closePanel) show(false);
  });
}

/**
 * Keeps the host in the page, which may write itself anew at any time, and calls `listen` whenever it comes in: a page
 * that opens its document anew erases the listeners of everything that stood in it. Answers how to take it out for good.
 */
function stayIn(page: Document, host: Element, listen: () => void): () => void {
  let wait = firstReturn;
  let cameBack = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const put = (): void => {
    timer = undefined;
    if (host.isConnected) return;
    const now = performance.now();
    wait = now - cameBack < calmAfter ? Math.min(wait * 2, slowestReturn) : firstReturn;
    cameBack = now;
    page.documentElement?.append(host);
    listen();
    watch();
  };
  const look = (): void => {
    if (!host.isConnected && timer === undefined) timer = setTimeout(put, wait);
  };
  // Only the children of the document and of its root are watched: whatever goes on in the body costs nothing.
  const observer = new MutationObserver(look);
  const watch = (): void => {
    observer.disconnect();
    observer.observe(page, { childList: true });
    if (page.documentElement) observer.observe(page.documentElement, { childList: true });
  };
  put();
  return () => {
    observer.disconnect();
    clearTimeout(timer);
    host.remove();
  };
}

function panelFrame(page: Document, runtime: Runtime, name: string): HTMLIFrameElement {
  const frame = page.createElement("iframe");
  frame.id = "panel";
  frame.title = name;
  // Without it a page that isolates itself (COEP) shows no frame of others.
  frame.setAttribute("credentialless", "");
  frame.allow = "";
  frame.src = runtime.getURL("panel.html");
  return frame;
}

function dress(root: ShadowRoot, page: Document): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Firefox keeps content scripts from sharing style sheets with the page.
    const style = page.createElement("style");
    style.textContent = css;
    root.append(style);
  }
}

const shapes = [
  { d: "M0 28a28 28 0 0 1 28-28h72a28 28 0 0 1 28 28v72a28 28 0 0 1-28 28H28a28 28 0 0 1-28-28Z", fill: "#15171c" },
  { d: "M40 104V32a72 72 0 0 1 72 72Z", fill: "#f6c83c" },
  { d: "M16 88h16V24h16v80H16Z", fill: "#fff" },
];

/** extension/icon.svg, built without a parser: a page's Trusted Types may forbid one. */
function drawing(page: Document): SVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = page.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 128 128");
  svg.setAttribute("aria-hidden", "true");
  for (const { d, fill } of shapes) {
    const path = page.createElementNS(namespace, "path");
    path.setAttribute("d", d);
    path.setAttribute("fill", fill);
    svg.append(path);
  }
  return svg;
}
