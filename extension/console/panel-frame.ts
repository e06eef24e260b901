import { make } from "./document.ts";
import type { Runtime } from "./runtime.ts";
import { documentIn } from "./views.ts";

/** The extension's own panel.html in a frame. Nothing that a technician reads or types is in the console's page itself. */
export function panelFrame(page: Document, runtime: Runtime, title: string, place: Element) {
  const frame = make(page, "iframe", {
    id: "panel",
    title,
    // Without it a page that isolates itself (COEP) shows no frame of others.
    credentialless: "",
    allow: "",
  });
  frame.hidden = true;
  // Chromium tells a page that isolates itself the address of every frame in it that is written in an attribute
  // (measureUserAgentSpecificMemory). By the panel's any page could frame it, and know this browser again.
  const isMeasured = crossOriginIsolated;
  let led: Window | null = null;
  /** the technician has opened the panel, whose page isn't there yet */
  let awaited = false;
  return {
    frame,
    isOpen: (): boolean => !frame.hidden,
    open(): void {
      frame.hidden = false;
      if (frame.parentNode === null) {
        awaited = true;
        if (!isMeasured) frame.src = runtime.getURL("panel.html");
        place.append(frame);
      }
      frame.contentWindow?.focus();
    },
    /** No page but the panel is ever in this frame, and what is said means nothing to any other. */
    tell: (text: string): void => frame.contentWindow?.postMessage(text, "*"),
    close(): void {
      frame.hidden = true;
    },
    focus(): void {
      frame.contentWindow?.focus();
    },
    listen(): void {
      frame.addEventListener("load", loaded);
      lead();
    },
  };
  /** Without an address of its own the frame comes in empty, and does so again wherever it is moved: whether it was so. */
  function lead(): boolean {
    if (!isMeasured || documentIn(frame) === null) return false;
    const empty = frame.contentWindow;
    // Once: led anew while it is on its way, it may get nowhere.
    if (empty !== led) empty?.location.replace(runtime.getURL("panel.html"));
    led = empty;
    return true;
  }
  function loaded(): void {
    if (lead()) return;
    // Focus set before its page is there is lost with the empty one. Later loads are the page's doing: it may take
    // nobody's focus away with them.
    if (awaited && !frame.hidden) frame.contentWindow?.focus();
    awaited = false;
  }
}
