const paths = {
  tick: "M3 8.5 6.5 12 13 4.5",
  warn: "M8 2 15 14H1ZM8 6.5v3.5M8 12v.01",
  barred: "M1.8 8a6.2 6.2 0 1 0 12.4 0A6.2 6.2 0 1 0 1.8 8ZM4 12 12 4",
  back: "M10 3 5 8l5 5",
  close: "M4 4l8 8M12 4l-8 8",
  unfold: "M4 6l4 4 4-4",
  fold: "M4 10l4-4 4 4",
  toLeft: "M2.5 3v10M14 8H6M9 5 6 8l3 3",
  toRight: "M13.5 3v10M2 8h8M7 5l3 3-3 3",
  wait: "M1.8 8a6.2 6.2 0 1 0 12.4 0A6.2 6.2 0 1 0 1.8 8ZM8 4.5V8l2.5 1.5",
} as const;
type IconName = keyof typeof paths;

/** Drawn on a grid of 16; never without words beside it. */
export function Icon({ of }: { of: IconName }) {
  return (
    <svg class="i" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[of]} />
    </svg>
  );
}

/** A door as a floor plan draws it, filled with light (extension/icon.svg). */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 128 128" aria-hidden="true">
      <rect width="128" height="128" rx="28" fill="#15171C" />
      <path d="M40 104V32a72 72 0 0 1 72 72Z" fill="#F6C83C" />
      <path d="M16 88h16V24h16v80H16Z" fill="#fff" />
    </svg>
  );
}
