import { make } from "./document.ts";
import { listeners } from "./listeners.ts";
import type { Picked, Source } from "./page-context.ts";
import { sourceOf, takenFrom } from "./pick.ts";
import { beginning, boxOf, elementAt, scrollAt, stepFrom } from "./pointing.ts";
import { viewsOf } from "./views.ts";
import type { Words } from "./words.ts";

type Picking = {
  page: Document;
  host: HTMLElement;
  root: ShadowRoot;
  /** covers the window; under the panel and its button */
  area: HTMLElement;
  words: Words;
  /** null: she let it be */
  picked(what: Picked, source: Source | null): void;
  signal: AbortSignal;
};

/**
 * Lets the technician point at something on the page, by pointer or arrow keys. What is shown of it, an outline and the
 * text that would be taken, stands in our own root; nothing of the page is changed, and its elements get none of the
 * presses.
 */
export function createPicker({ page, host, root, area, words, picked, signal }: Picking) {
  const layer = make(page, "div", {
    class: "pick",
    tabindex: "0",
    role: "application",
    "aria-describedby": "pick-keys",
  });
  const outline = make(page, "div", { class: "outline" });
  const said = make(page, "div", { class: "said", role: "status" });
  const hint = make(page, "div", { class: "hint" });
  const title = make(page, "b");
  const keys = make(page, "span", { id: "pick-keys" });
  keys.textContent = words.pickKeys;
  hint.append(title, ". ", keys);
  layer.append(outline, said, hint);
  let what: Picked | null = null;
  let current: Element | null = null;
  let going: AbortController | null = null;

  function point(element: Element | null): void {
    current = element;
    const taken = element && what && takenFrom(element, what);
    // Said once, and not at every pixel.
    const text = taken?.value ?? words.nothing;
    if (said.textContent !== text) said.textContent = text;
    lay();
  }
  function lay(): void {
    outline.hidden = current === null;
    if (current === null) return;
    const { x, y, width, height } = boxOf(current);
    Object.assign(outline.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
    const below = y + height + 40 < area.offsetHeight;
    const left = Math.max(0, Math.min(x, area.offsetWidth - said.offsetWidth - 8));
    Object.assign(said.style, { left: `${left}px`, top: `${below ? y + height + 6 : Math.max(0, y - 36)}px` });
  }
  function take(): void {
    const source = current && what && sourceOf(current, what, viewsOf(page));
    if (!source) {
      said.textContent = words.nothing;
      return;
    }
    finish(source);
  }
  function finish(source: Source | null): void {
    if (what === null) return;
    const asked = what;
    stop();
    picked(asked, source);
  }
  function stop(): void {
    what = null;
    current = null;
    going?.abort();
    layer.remove();
  }

  /** Only what is meant for the layer: panel and button work as ever. */
  const isOurs = (event: Event): boolean => {
    if (what === null || event.target !== host) return false;
    if (event instanceof KeyboardEvent) return root.activeElement === layer;
    return event instanceof MouseEvent && layer.contains(root.elementFromPoint(event.clientX, event.clientY));
  };
  /** Before anybody of the page hears it. */
  const own =
    <Heard extends Event>(does: (event: Heard) => void) =>
    (event: Heard): void => {
      if (!isOurs(event)) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      does(event);
    };
  const at = ({ clientX, clientY }: MouseEvent): void => {
    if (what) point(elementAt(page, clientX, clientY, host, what));
  };
  const press = own((event: KeyboardEvent): void => {
    if (what === null) return;
    if (event.key === "Enter" || event.key === " ") take();
    else if (event.key.startsWith("Arrow")) {
      const next = current ? stepFrom(current, event.key, what) : beginning(page, what);
      next?.scrollIntoView({ block: "nearest" });
      if (next) point(next);
    }
  });
  // Only while she points: a page that must ask somebody before it scrolls is a slow page.
  function listen(): void {
    going = new AbortController();
    const until = AbortSignal.any([signal, going.signal]);
    const quiet = own(() => {});
    listeners(
      window,
      {
        pointermove: own(at),
        click: own((event) => {
          at(event);
          take();
        }),
        wheel: own((event: WheelEvent) => {
          scrollAt(page, event, host);
          at(event);
        }),
        keydown(event) {
          // To the panel and its button Tab leads as ever; and from wherever the focus is, Escape leads out.
          if (event.key === "Escape") {
            event.stopImmediatePropagation();
            event.preventDefault();
            finish(null);
          } else if (event.key !== "Tab") press(event);
        },
        ...{ pointerdown: quiet, pointerup: quiet, mousemove: quiet, mousedown: quiet, mouseup: quiet },
        ...{ dblclick: quiet, auxclick: quiet, contextmenu: quiet, keyup: quiet, keypress: quiet },
      },
      until,
      true,
    )();
    listeners(window, { scroll: lay, resize: lay }, until, true)();
  }

  return {
    start(asked: Picked): void {
      stop();
      what = asked;
      title.textContent = asked === "name" ? words.pickName : words.pickReference;
      layer.setAttribute("aria-label", title.textContent);
      area.prepend(layer);
      listen();
      layer.focus({ preventScroll: true });
      point(beginning(page, asked));
    },
    /** Lets it be, as Escape does. */
    stop: () => finish(null),
  };
}
