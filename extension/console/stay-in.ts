import { isElement, rootOf } from "./document.ts";

/** After a removal the tab comes back; again and again more slowly, so that no page is fought with. */
const firstReturn = 50;
const slowestReturn = 60_000;
const calmAfter = 10_000;

type Staying = {
  /** the host's own attributes; whatever a page adds to them or changes is undone */
  attributes: Readonly<Record<string, string>>;
  /** false once the extension that this script belongs to was removed or updated */
  isAlive(): boolean;
  /** called whenever the host has come in: a page that opens its document anew erases every listener in it */
  came(): void;
  /** takes everything out: the extension is gone */
  dead(): void;
};

/**
 * Keeps the host a child of the page's root and in the browser's top layer, where no transform, filter, containment,
 * clipping or z-index of the page reaches it. Answers how to take it out for good, and how to bring it to the front.
 */
export function stayIn(page: Document, host: HTMLElement, staying: Staying) {
  let wait = firstReturn;
  let cameBack = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const named = Object.entries(staying.attributes);

  const isDressed = (): boolean =>
    host.attributes.length === named.length && named.every(([name, value]) => host.getAttribute(name) === value);
  const isRight = (): boolean =>
    host.parentNode !== null && host.parentNode === rootOf(page) && isDressed() && (isOnTop(host) || isHeldBack(page));

  function put(): void {
    timer = undefined;
    const root = rootOf(page);
    if (isRight() || root === null) return;
    const now = performance.now();
    wait = now - cameBack < calmAfter ? Math.min(wait * 2, slowestReturn) : firstReturn;
    cameBack = now;
    for (const { name } of [...host.attributes]) if (!(name in staying.attributes)) host.removeAttribute(name);
    for (const [name, value] of named) if (host.getAttribute(name) !== value) host.setAttribute(name, value);
    // The frame inside starts anew wherever its host is moved.
    if (host.parentNode !== root) root.append(host);
    if (!isHeldBack(page)) bringUp(host);
    staying.came();
    watch();
  }

  function look(): void {
    if (!staying.isAlive()) staying.dead();
    else if (!isRight() && timer === undefined) timer = setTimeout(put, wait);
  }

  // Only the children of the document and of its root are watched: whatever goes on in the body costs nothing.
  const observer = new MutationObserver(look);
  function watch(): void {
    observer.disconnect();
    observer.observe(page, { childList: true });
    observer.observe(host, { attributes: true });
    const root = rootOf(page);
    if (root) observer.observe(root, { childList: true });
    host.addEventListener("toggle", look);
    window.addEventListener("fullscreenchange", fullscreen);
  }
  /** Whole pages that fill the screen keep their tab; a film or a remote screen that does so is left alone. */
  function fullscreen(): void {
    if (!isHeldBack(page)) bringUp(host);
  }

  put();
  return {
    /** whether it stands on top now, as it should */
    isOnTop: (): boolean => isRight() && isOnTop(host),
    /** Nothing outside of what fills the screen can be used, so that is ended first. */
    raise: (): void => {
      if (fullPart(page)) void Document.prototype.exitFullscreen.call(page).catch(() => {});
      else if (!hasModal(page)) bringUp(host);
    },
    stop: (): void => {
      observer.disconnect();
      clearTimeout(timer);
      host.removeEventListener("toggle", look);
      window.removeEventListener("fullscreenchange", fullscreen);
      host.remove();
    },
  };
}

const isOnTop = (host: HTMLElement): boolean => host.matches(":popover-open");

/** Again on top of what has come into the top layer since. A page that forbids it still has the tab, by its z-index. */
function bringUp(host: HTMLElement): void {
  try {
    if (isOnTop(host)) host.hidePopover();
    host.showPopover();
  } catch {
    // Not in a document that is shown, or taken out of it by a listener of the page's.
  }
}

/** A dialog of the console's makes everything else inert: laid over it the tab would only hide it. */
const hasModal = (page: Document): boolean => rootOf(page)?.querySelector("dialog:modal") != null;

/** While a part of the page fills the screen, nothing of ours lies over it unasked. */
const isHeldBack = (page: Document): boolean => fullPart(page) || hasModal(page);

function fullPart(page: Document): boolean {
  const full: unknown = Reflect.get(Document.prototype, "fullscreenElement", page);
  return isElement(full) && full !== rootOf(page) && full.localName !== "body";
}
