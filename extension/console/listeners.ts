/** A listener that hears only what the person at the screen and the browser do: a page's own events do nothing. */
type Heard<Event> = (event: Event) => void;
type Kinds = { [Kind in keyof HTMLElementEventMap]?: Heard<HTMLElementEventMap[Kind]> } & {
  popstate?: Heard<Event>;
  pageshow?: Heard<Event>;
  hashchange?: Heard<Event>;
  currententrychange?: Heard<Event>;
};

/**
 * Listeners of one element, to be set whenever the tab comes into the page: a document that is opened anew loses them.
 * Setting them twice does nothing.
 */
export function listeners(target: EventTarget, kinds: Kinds, signal: AbortSignal, capture = false): () => void {
  const all = Object.entries(kinds).map(([kind, heard]) => ({
    kind,
    heard: (event: Event) => {
      if (event.isTrusted) (heard as Heard<Event>)(event);
    },
  }));
  return () => {
    for (const { kind, heard } of all) {
      EventTarget.prototype.addEventListener.call(target, kind, heard, { signal, capture, passive: false });
    }
  };
}
