/** A ring has at least this many pixels, each changed by so much, and its next place is so many pixels away. */
const least = { pixels: 30, change: 60, way: 20 };

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
    // Else a button that comes to life, as *Allow* does after a moment, would count.
    if (Math.abs(change) < least.change) continue;
    const ring = change < 0 ? right : left;
    ring.pixels += 1;
    ring.sum += (at / 4) % width;
  }
  if (left.pixels < least.pixels || right.pixels < least.pixels) return false;
  return right.sum / right.pixels - left.sum / left.pixels >= least.way;
}

const brightness = (pixels: Buffer, at: number): number =>
  (pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0);
