/** Where the panel stands on a console: its side, its width and how high the tab button is, in hundredths of the window. */
export type PanelPlace = { side: "left" | "right"; width: number; top: number };
export const usualPlace: PanelPlace = { side: "right", width: 400, top: 50 };
/** Widths, CSS pixels (look.md section 2 wants 360 to 440; a technician may want more). */
export const panelWidth = { least: 320, most: 640 } as const;

/** How much of the window the tab button always has, CSS pixels: whatever the width, the panel can be closed. */
const buttonWidth = 37;

const between = (least: number, value: number, most: number): number => Math.min(Math.max(value, least), most);

/** The widest that a panel may be set in a window of this width. */
export const widest = (window: number): number =>
  between(panelWidth.least, Math.floor(window - buttonWidth), panelWidth.most);

/** The same place with another width, as near to it as the window lets. */
export const withWidth = (place: PanelPlace, width: number, window: number): PanelPlace => ({
  ...place,
  width: Math.round(between(panelWidth.least, width, widest(window))),
});

/** The same place with the button higher or lower, in hundredths of the way that it has. */
export const withTop = (place: PanelPlace, top: number): PanelPlace => ({
  ...place,
  top: Math.round(between(0, top, 100) * 10) / 10,
});

export const samePlace = (one: PanelPlace, other: PanelPlace): boolean =>
  one.side === other.side && one.width === other.width && one.top === other.top;
