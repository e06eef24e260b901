// Written for one closed shadow root in somebody else's page. `!important` on the host, because only that wins over the
// page's own `!important`. What isn't the host's stands on elements inside, where no style of the page reaches; without
// custom properties, since a page may register their names. What shows focus stands on or beside our own paper, so that it
// is seen on a page of any colour. Colours are those of look.css: --paper, --ink, --edge, --focus.
export const css = `
:host {
  all: initial !important;
  direction: ltr !important;
  unicode-bidi: isolate !important;
  position: fixed !important;
  inset: 0 !important;
  z-index: 2147483647 !important;
  display: block !important;
  width: auto !important;
  height: auto !important;
  overflow: clip !important;
  pointer-events: none !important;
  user-select: none !important;
  color-scheme: light dark !important;
}
:host::backdrop { display: none !important; }
@media print { :host { display: none !important; } }
[hidden] { display: none !important; }
.area { position: absolute; inset: 0; }
.bar {
  position: absolute;
  inset: 0 0 0 auto;
  box-sizing: border-box;
  max-width: calc(100% - 37px);
}
.left .bar { inset: 0 auto 0 0; }
button {
  position: absolute;
  top: 50%;
  right: 100%;
  display: flex;
  align-items: center;
  gap: 8px;
  box-sizing: border-box;
  min-width: 36px;
  max-height: 100%;
  padding: 12px 7px;
  border: 1px solid light-dark(#757982, #858993);
  border-right: 0;
  border-radius: 6px 0 0 6px;
  background: light-dark(#fff, #1b1d21);
  color: light-dark(#15171c, #f3f2ee);
  font: 600 14px/20px "Segoe UI", -apple-system, BlinkMacSystemFont, Roboto, "Helvetica Neue", Arial, "Liberation Sans", system-ui, sans-serif;
  writing-mode: vertical-rl;
  white-space: nowrap;
  overflow: hidden;
  cursor: pointer;
  pointer-events: auto;
  touch-action: none;
  user-select: none;
}
.left button {
  right: auto;
  left: 100%;
  border-right: 1px solid light-dark(#757982, #858993);
  border-left: 0;
  border-radius: 0 6px 6px 0;
}
button:hover { border-color: light-dark(#15171c, #f3f2ee); }
button:focus-visible { outline: 3px solid light-dark(#0b57d0, #8ab6ff); outline-offset: -5px; }
[role="separator"] { outline: 0; }
svg { width: 20px; height: 20px; flex: none; }
iframe {
  display: block;
  box-sizing: border-box;
  width: 100%;
  height: 100%;
  border: 0 solid light-dark(#757982, #858993);
  border-left-width: 1px;
  background: light-dark(#fff, #1b1d21);
  pointer-events: auto;
}
.left iframe { border-width: 0 1px 0 0; }
[role="separator"] {
  position: absolute;
  top: 0;
  bottom: 0;
  left: -7px;
  width: 8px;
  cursor: ew-resize;
  pointer-events: auto;
  touch-action: none;
}
.left [role="separator"] { right: -7px; left: auto; }
[role="separator"]::after {
  content: "";
  position: absolute;
  inset: 0 0 0 auto;
  width: 3px;
}
.left [role="separator"]::after { inset: 0 auto 0 0; }
[role="separator"]:hover::after, .dragging [role="separator"]::after { background: light-dark(#757982, #858993); }
[role="separator"]:focus-visible::after { background: light-dark(#0b57d0, #8ab6ff); outline: 1px solid light-dark(#fff, #1b1d21); }
.dragging iframe { pointer-events: none; }
.dragging button { cursor: grabbing; }
.pick { position: absolute; inset: 0; outline: 0; cursor: crosshair; pointer-events: auto; font: 14px/20px "Segoe UI", -apple-system, BlinkMacSystemFont, Roboto, "Helvetica Neue", Arial, "Liberation Sans", system-ui, sans-serif; }
.outline { position: absolute; box-sizing: border-box; border: 3px solid light-dark(#0b57d0, #8ab6ff); border-radius: 3px; outline: 1px solid light-dark(#fff, #1b1d21); }
.said, .hint {
  position: absolute;
  box-sizing: border-box;
  max-width: min(480px, 100%);
  padding: 4px 10px;
  border: 1px solid light-dark(#757982, #858993);
  border-radius: 6px;
  background: light-dark(#fff, #1b1d21);
  color: light-dark(#15171c, #f3f2ee);
  overflow: hidden;
  overflow-wrap: break-word;
  unicode-bidi: isolate;
}
.said { max-height: 88px; font-weight: 650; }
.hint { bottom: 12px; left: 12px; }
.left .hint { right: 12px; left: auto; }
b { font-weight: 650; }
@media (forced-colors: active) {
  [role="separator"]:hover::after, .dragging [role="separator"]::after { background: CanvasText; }
  [role="separator"]:focus-visible::after { background: Highlight; }
}
@media (prefers-reduced-motion: no-preference) { button { transition: border-color .12s; } }
`;

/** Gives a root the style, by whatever the browser and the page's policy permit. */
export function dress(root: ShadowRoot, style: () => HTMLStyleElement): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Firefox keeps content scripts from sharing style sheets with the page.
    const element = style();
    element.textContent = css;
    root.append(element);
  }
}
