import { isElement } from "./document.ts";
import type { Picked } from "./page-context.ts";
import { takenFrom } from "./pick.ts";
import { documentIn } from "./views.ts";

// Where on the page the technician points, by the pointer and by the arrow keys.

export type Box = { x: number; y: number; width: number; height: number };

/** Levels above what lies under the pointer, and elements on the way to the next one. */
const most = { up: 3, walk: 3_000 };

/** What can be taken under a point of the window; `host` is our own. */
export function elementAt(page: Document, x: number, y: number, host: Element, what: Picked): Element | null {
  let under = undermost(page, x, y, host);
  for (let up = 0; under && up <= most.up; up += 1) {
    if (takenFrom(under, what)) return under;
    under = under.parentElement;
  }
  return null;
}

/** What lies under a point below everything of ours, in frames of the page's own too. */
function undermost(page: Document, x: number, y: number, host: Element): Element | null {
  const under = Document.prototype.elementsFromPoint.call(page, x, y).find((one) => one !== host) ?? null;
  const inner = under && documentIn(under);
  if (!under || !inner) return under;
  const { x: left, y: top } = under.getBoundingClientRect();
  return undermost(inner, x - left - under.clientLeft, y - top - under.clientTop, host) ?? under;
}

/** Where an element is in the window, frames around it included. */
export function boxOf(element: Element): Box {
  let { x, y, width, height } = element.getBoundingClientRect();
  for (let frame = element.ownerDocument.defaultView?.frameElement; frame; ) {
    const around = frame.getBoundingClientRect();
    x += around.x + frame.clientLeft;
    y += around.y + frame.clientTop;
    frame = frame.ownerDocument.defaultView?.frameElement ?? null;
  }
  return { x, y, width, height };
}

/** By an arrow key: the next element around, within, after or before from which something can be taken; null without one. */
export function stepFrom(element: Element, key: string, what: Picked): Element | null {
  const takes = (one: Node | null): one is Element => isElement(one) && takenFrom(one, what) !== null;
  if (key === "ArrowUp") {
    const above = element.parentElement;
    return takes(above) ? above : null;
  }
  const within = element.ownerDocument.body ?? element;
  const walker = within.ownerDocument.createTreeWalker(key === "ArrowDown" ? element : within, NodeFilter.SHOW_ELEMENT);
  walker.currentNode = element;
  const isBack = key === "ArrowLeft";
  for (let steps = 0; steps < most.walk; steps += 1) {
    const next = isBack ? walker.previousNode() : walker.nextNode();
    if (next === null) return null;
    // What is around or within is reached by the other two keys.
    const isKin = key !== "ArrowDown" && (next.contains(element) || element.contains(next));
    if (!isKin && takes(next) && hasOwnText(next)) return next;
  }
  return null;
}

/** Where the walk begins: the page's own heading, else the first that can be taken. */
export function beginning(page: Document, what: Picked): Element | null {
  const body = page.body;
  if (!isElement(body)) return null;
  const head = [...body.querySelectorAll("h1")].slice(0, 20).find((one) => takenFrom(one, what) !== null);
  return head ?? stepFrom(body, "ArrowDown", what);
}

const hasOwnText = (element: Element): boolean =>
  element.matches("input, textarea, select") ||
  [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? "").trim() !== "");

/** Scrolls what lies under a point, as the wheel would if nothing of ours lay over it. */
export function scrollAt(page: Document, event: WheelEvent, host: Element): void {
  const by = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
  const [left, top] = [event.deltaX * by, event.deltaY * by];
  for (let one = undermost(page, event.clientX, event.clientY, host); one; one = one.parentElement) {
    const before = one.scrollTop + one.scrollLeft;
    one.scrollBy({ left, top, behavior: "instant" });
    if (one.scrollTop + one.scrollLeft !== before) return;
  }
}
