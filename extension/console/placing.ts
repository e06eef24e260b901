import { type PanelPlace, samePlace } from "./panel-place.ts";
import { type Runtime, say } from "./runtime.ts";

/** Where panel and button stand, and how the technician moves them. */
export type Placing = {
  read(): PanelPlace;
  /** shown at once */
  move(place: PanelPlace): void;
  /** she has let go: it is remembered, if it is another place than before */
  done(): void;
  /** as the background says, which remembers it already */
  told(side: PanelPlace["side"]): void;
  dragging(on: boolean): void;
  isDragging(): boolean;
  /** the window as the panel sees it: where it begins, how large it is and how much larger it is drawn, CSS pixels */
  window(): { left: number; width: number; height: number; scale: number };
};

type Placed = {
  place: PanelPlace;
  /** an element of ours that covers the window */
  area: HTMLElement;
  runtime: Runtime;
  paint(): void;
};

export function createPlacing({ place, area, runtime, paint }: Placed): Placing {
  let now = place;
  let remembered = place;
  let isDragging = false;
  return {
    read: () => now,
    move(next) {
      now = next;
      paint();
    },
    done() {
      if (samePlace(now, remembered)) return;
      remembered = now;
      void say(runtime, { tab: "place", place: now });
    },
    told(side) {
      remembered = { ...remembered, side };
      now = { ...now, side };
      paint();
    },
    dragging(on) {
      isDragging = on;
      paint();
    },
    isDragging: () => isDragging,
    window() {
      const { left, width } = area.getBoundingClientRect();
      const own = area.offsetWidth;
      return { left, width: own, height: area.offsetHeight, scale: own > 0 ? width / own : 1 };
    },
  };
}
