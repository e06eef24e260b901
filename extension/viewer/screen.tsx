import RFB from "@novnc/novnc";
import { useEffect, useRef } from "preact/hooks";
import { useTexts } from "../page/reader.tsx";
import type { Screen } from "./screen-channel.ts";

/** What the bar does with the screen. */
export type Controls = { ctrlAltDel: () => void; focus: () => void };

type Props = {
  screen: Screen;
  /** whose screen, for its accessible name */
  computer: string;
  /** null again when the screen is gone */
  onControls: (controls: Controls | null) => void;
  /** whether the screen has the keyboard */
  onKeyboard: (held: boolean) => void;
  /** the keyboard leaves the screen, by the keys that do so */
  onLeave: () => void;
  /** what came isn't what a screen says */
  onBroken: () => void;
};

/**
 * The computer's screen, by noVNC, which is given decrypted bytes alone and no credentials: a screen that asks for some
 * isn't the one that the doorkeeper logged in to. Nothing is pasted to it and nothing copied from it; no bell rings.
 */
export function ComputerScreen({ screen, computer, onControls, onKeyboard, onLeave, onBroken }: Props) {
  const { viewer } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const name = viewer.screen(computer);
  useEffect(() => {
    const target = place.current;
    if (target === null) return;
    const rfb = new RFB(target, screen.channel, { shared: true });
    rfb.scaleViewport = true;
    rfb.resizeSession = false;
    rfb.background = "transparent";
    const focus = (): void => rfb.focus({ preventScroll: true });
    for (const broken of ["credentialsrequired", "securityfailure", "serververification"]) {
      rfb.addEventListener(broken, onBroken);
    }
    rfb.addEventListener("connect", focus);
    let isGone = false;
    rfb.addEventListener("disconnect", () => {
      isGone = true;
    });
    onControls({ ctrlAltDel: () => rfb.sendCtrlAltDel(), focus });
    return () => {
      onControls(null);
      if (!isGone) rfb.disconnect();
    };
  }, [screen]);
  useEffect(() => {
    const canvas = place.current?.querySelector("canvas");
    canvas?.setAttribute("role", "application");
    canvas?.setAttribute("aria-label", name);
    if (canvas) canvas.tabIndex = 0;
  }, [screen, name]);
  useEffect(() => {
    // Before noVNC, which keeps every key for the computer.
    const leave = (event: KeyboardEvent): void => {
      if (!isWayOut(event) || !place.current?.contains(document.activeElement)) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      // To noVNC this is a window that lost the keyboard: it lets go of the keys that are down at the computer.
      window.dispatchEvent(new Event("blur"));
      onLeave();
    };
    window.addEventListener("keydown", leave, true);
    return () => window.removeEventListener("keydown", leave, true);
  }, [onLeave]);
  return (
    <div class="screen" ref={place} onFocusCapture={() => onKeyboard(true)} onBlurCapture={() => onKeyboard(false)} />
  );
}

/** Ctrl, Alt and Shift, all down together and nothing else. AltGr, which some systems report as Ctrl and Alt, isn't that. */
function isWayOut(event: KeyboardEvent): boolean {
  const isModifier = ["Control", "Alt", "Shift"].includes(event.key);
  return isModifier && event.ctrlKey && event.altKey && event.shiftKey && !event.getModifierState("AltGraph");
}
