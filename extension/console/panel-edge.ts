import { make } from "./document.ts";
import { onDrag } from "./drag.ts";
import { listeners } from "./listeners.ts";
import { panelWidth, widest, withWidth } from "./panel-place.ts";
import type { Placing } from "./placing.ts";

/** CSS pixels for one press of an arrow key. */
const step = 20;

/** The panel's inner edge, by which its width is set. */
export function panelEdge(page: Document, text: string, placing: Placing, signal: AbortSignal) {
  const edge = make(page, "div", {
    role: "separator",
    tabindex: "0",
    "aria-orientation": "vertical",
    "aria-controls": "panel",
    "aria-label": text,
    "aria-valuemin": String(panelWidth.least),
  });
  let from = 0;
  /** the panel as wide as it is shown: in a narrow window that is less than what is remembered */
  const shown = (): number => Math.min(placing.read().width, widest(placing.window().width));
  const set = (width: number): void => placing.move(withWidth(placing.read(), width, placing.window().width));
  /** Pixels to the right make a panel at the left wider. */
  const outward = (): number => (placing.read().side === "left" ? 1 : -1);
  const isMove = (key: string): boolean => /^(ArrowLeft|ArrowRight|Home|End)$/.test(key);
  const listening = [
    onDrag(
      edge,
      {
        began() {
          from = shown();
          placing.dragging(true);
        },
        moved: (x) => set(from + (x * outward()) / placing.window().scale),
        ended() {
          placing.dragging(false);
          placing.done();
        },
      },
      signal,
    ),
    listeners(
      edge,
      {
        keydown(event) {
          const { key } = event;
          if (!isMove(key) || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          if (key === "Home") set(panelWidth.least);
          if (key === "End") set(panelWidth.most);
          if (key === "ArrowLeft") set(shown() - step * outward());
          if (key === "ArrowRight") set(shown() + step * outward());
        },
        keyup: ({ key }) => isMove(key) && placing.done(),
        blur: placing.done,
      },
      signal,
    ),
  ];
  return {
    edge,
    show(isOpen: boolean): void {
      edge.hidden = !isOpen;
      edge.setAttribute("aria-valuemax", String(widest(placing.window().width)));
      edge.setAttribute("aria-valuenow", String(shown()));
    },
    listen(): void {
      for (const listen of listening) listen();
    },
  };
}
