import { listeners } from "./listeners.ts";

/** Fewer pixels than this are a click with an unsteady hand. */
const slack = 4;

type Dragging = {
  began(): void;
  /** by how much since the pointer went down, CSS pixels of the window, and where it is now */
  moved(x: number, y: number, event: PointerEvent): void;
  ended(): void;
};

/** Lets a person drag a handle; answers with how to listen. A drag is no click. */
export function onDrag(handle: HTMLElement, dragging: Dragging, signal: AbortSignal): () => void {
  let from: { x: number; y: number } | null = null;
  let isDrag = false;
  /** the click that follows upon a drag */
  let swallows = false;
  const end = (): void => {
    if (isDrag) {
      swallows = true;
      setTimeout(() => {
        swallows = false;
      });
      dragging.ended();
    }
    from = null;
    isDrag = false;
  };
  return listeners(
    handle,
    {
      pointerdown(event) {
        if (event.button !== 0 || !event.isPrimary) return;
        from = { x: event.clientX, y: event.clientY };
        isDrag = false;
        swallows = false;
        // Held over frames too, in which this page wouldn't hear of it.
        handle.setPointerCapture(event.pointerId);
      },
      pointermove(event) {
        if (from === null) return;
        const [x, y] = [event.clientX - from.x, event.clientY - from.y];
        if (!isDrag && Math.hypot(x, y) < slack) return;
        if (!isDrag) dragging.began();
        isDrag = true;
        dragging.moved(x, y, event);
      },
      pointerup: end,
      pointercancel: end,
      lostpointercapture: end,
      click(event) {
        if (!swallows) return;
        event.stopImmediatePropagation();
        event.preventDefault();
      },
    },
    signal,
    true,
  );
}
