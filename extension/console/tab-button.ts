import { make } from "./document.ts";
import { onDrag } from "./drag.ts";
import { listeners } from "./listeners.ts";
import { type PanelPlace, withTop } from "./panel-place.ts";
import type { Placing } from "./placing.ts";

/** Hundredths of its way for one press of an arrow key. */
const step = 3;

/** The button at the edge of the window. It can be dragged up and down its edge, and over to the other one. */
export function tabButton(page: Document, text: string, placing: Placing, press: () => void, signal: AbortSignal) {
  const button = make(page, "button", { type: "button", "aria-expanded": "false", "aria-controls": "panel" });
  button.append(drawing(page), text);
  let from = placing.read();
  const isMove = (key: string): boolean => /^(Arrow|Home$|End$)/.test(key);
  const listening = [
    onDrag(
      button,
      {
        began() {
          from = placing.read();
          placing.dragging(true);
        },
        moved(_, y, { clientX }) {
          const { left, width, height, scale } = placing.window();
          const way = (height - button.offsetHeight) * scale;
          const side = clientX - left < (width * scale) / 2 ? "left" : "right";
          placing.move({ ...withTop(from, way > 0 ? from.top + (y / way) * 100 : from.top), side });
        },
        ended() {
          placing.dragging(false);
          placing.done();
        },
      },
      signal,
    ),
    listeners(
      button,
      {
        click: press,
        keydown(event) {
          const { key } = event;
          // Ctrl and Meta with arrows are the browser's, and so is Alt with those that lead aside.
          if (!isMove(key) || event.ctrlKey || event.metaKey || (event.altKey && !/Up|Down/.test(key))) return;
          event.preventDefault();
          const place = placing.read();
          if (key === "ArrowUp") placing.move(withTop(place, place.top - step));
          if (key === "ArrowDown") placing.move(withTop(place, place.top + step));
          if (key === "Home") placing.move(withTop(place, 0));
          if (key === "End") placing.move(withTop(place, 100));
          if (key === "ArrowLeft") placing.move({ ...place, side: "left" });
          if (key === "ArrowRight") placing.move({ ...place, side: "right" });
        },
        keyup: ({ key }) => isMove(key) && placing.done(),
        blur: placing.done,
      },
      signal,
    ),
  ];
  return {
    button,
    show(place: PanelPlace, isOpen: boolean): void {
      // By its own height too, so that it is whole in windows of any height.
      button.style.top = `${place.top}%`;
      button.style.translate = `0 -${place.top}%`;
      button.setAttribute("aria-expanded", String(isOpen));
    },
    listen(): void {
      for (const listen of listening) listen();
    },
  };
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
