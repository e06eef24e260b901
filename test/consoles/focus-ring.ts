/** Rings that are fainter than this many pixels are none. */
const least = 30;

/**
 * Whether the dark ring that shows the focus has gone from one place to another further to the right, between two pictures
 * of the same part of the screen.
 *
 * @param width pixels of a line
 */
export function wentRight(before: Buffer, after: Buffer, width: number): boolean {
  const left = { pixels: 0, sum: 0 };
  const right = { pixels: 0, sum: 0 };
  for (let at = 0; at < before.length; at += 4) {
    const change = brightness(after, at) - brightness(before, at);
    if (change === 0) continue;
    const ring = change < 0 ? right : left;
    ring.pixels += 1;
    ring.sum += (at / 4) % width;
  }
  return left.pixels >= least && right.pixels >= least && left.sum / left.pixels < right.sum / right.pixels;
}

const brightness = (pixels: Buffer, at: number): number =>
  (pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0);
