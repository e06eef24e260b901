// How a page hides the panel, as scripts for `AttackGround.run`.

/** An element of the page's over everything, through which a press falls. */
export const over = (style: string, how = "document.documentElement.append(it)") => `
  const it = document.createElement("div");
  it.style.cssText = "position: fixed; inset: 0; z-index: 2147483647; margin: 0; border: 0; pointer-events: none; " + ${JSON.stringify(style)};
  ${how};
  lasting.push(() => it.remove());`;
/** A style sheet of the page's, which its own policy can't keep out. */
export const styled = (css: string) => `
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(${JSON.stringify(css)});
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  lasting.push(() => { document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet); });`;
/** Brings it into the browser's top layer, above the panel. */
export const popover = `it.popover = "manual"; it.style.width = "100vw"; it.style.height = "100vh"; document.body.append(it); it.showPopover()`;
/**
 * The extension's element stands in the browser's top layer, out of reach of the page's styles. A page can take it out of
 * there, and keep the extension from noticing.
 */
export const lowered = `
  const deaf = (event) => event.stopImmediatePropagation();
  for (const kind of ["toggle", "beforetoggle"]) addEventListener(kind, deaf, true);
  lasting.push(() => { for (const kind of ["toggle", "beforetoggle"]) removeEventListener(kind, deaf, true); });
  const lower = () => { if (host.matches(":popover-open")) host.hidePopover(); };
  lower();
  const again = setInterval(lower, 5);
  lasting.push(() => { clearInterval(again); if (!host.matches(":popover-open")) host.showPopover(); });`;
