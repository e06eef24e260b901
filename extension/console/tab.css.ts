// Written for one closed shadow root in somebody else's page. `!important` on the host, because only that wins over the
// page's own `!important`. Colours are those of look.css; what it calls --edge, --paper and so on.
export const css = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: 0 0 0 auto !important;
  z-index: 2147483647 !important;
  display: block !important;
  width: 0 !important;
  color-scheme: light dark !important;
  --paper: #fff; --ink: #15171c; --rule: #dddcd6; --edge: #757982; --focus: #0b57d0;
}
@media (prefers-color-scheme: dark) {
  :host { --paper: #1b1d21; --ink: #f3f2ee; --rule: #33363c; --edge: #858993; --focus: #8ab6ff; }
}
@media print { :host { display: none !important; } }
button {
  position: absolute;
  top: 50%;
  right: 0;
  transform: translateY(-50%);
  display: flex;
  align-items: center;
  gap: 8px;
  box-sizing: border-box;
  min-width: 36px;
  padding: 12px 7px;
  border: 1px solid var(--edge);
  border-right: 0;
  border-radius: 6px 0 0 6px;
  background: var(--paper);
  color: var(--ink);
  font: 600 14px/20px "Segoe UI", -apple-system, BlinkMacSystemFont, Roboto, "Helvetica Neue", Arial, "Liberation Sans", system-ui, sans-serif;
  writing-mode: vertical-rl;
  white-space: nowrap;
  cursor: pointer;
}
button:hover { border-color: var(--ink); }
button:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
svg { width: 20px; height: 20px; flex: none; }
iframe {
  position: absolute;
  inset: 0 0 0 auto;
  box-sizing: border-box;
  width: var(--width);
  height: 100%;
  border: 0;
  border-left: 1px solid var(--edge);
  background: var(--paper);
}
:host { --width: min(400px, calc(100vw - 37px)); }
iframe[hidden] { display: none; }
button[aria-expanded="true"] { right: var(--width); }
@media (prefers-reduced-motion: no-preference) { button { transition: border-color .12s; } }
`;
