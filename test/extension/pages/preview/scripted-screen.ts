import { createScreen, type Screen } from "../../../../extension/viewer/screen-channel.ts";

// A screen that says what a VNC server says (RFC 6143): enough for noVNC to paint one picture. What is typed at it is kept.

const size = { width: 960, height: 540 };
const colours = { desk: [53, 88, 108], bar: [29, 47, 58], paper: [247, 247, 245], line: [220, 220, 216] } as const;

const u16 = (value: number): number[] => [value >> 8, value & 255];
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 65_535)];

function picture(): Uint8Array {
  const pixels = new Uint8Array(size.width * size.height * 4);
  const fill = (x: number, y: number, width: number, height: number, [r, g, b]: readonly [number, number, number]) => {
    for (let row = y; row < y + height; row += 1) {
      for (let column = x; column < x + width; column += 1) {
        pixels.set([r, g, b, 255], (row * size.width + column) * 4);
      }
    }
  };
  fill(0, 0, size.width, size.height, colours.desk);
  fill(0, size.height - 36, size.width, 36, colours.bar);
  fill(130, 70, 460, 330, colours.paper);
  fill(130, 70, 460, 30, colours.line);
  for (const [row, width] of [424, 424, 270].entries()) fill(148, 124 + row * 28, width, 10, colours.line);
  return pixels;
}

/** `typed`: every message of noVNC's, in order, as bytes. `asks`: it wants a password, as no screen in a stream does. */
export function scriptedScreen(asks: boolean): Screen & { typed: number[][] } {
  const typed: number[][] = [];
  const screen = createScreen(
    (bytes) => void typed.push([...bytes]),
    () => {},
  );
  const format = [32, 24, 0, 1, ...u16(255), ...u16(255), ...u16(255), 16, 8, 0, 0, 0, 0];
  const text = (words: string): number[] => [...new TextEncoder().encode(words)];
  screen.deliver(Uint8Array.from(text("RFB 003.008\n")));
  const [none, vncAuthentication] = [1, 2];
  screen.deliver(Uint8Array.from([1, asks ? vncAuthentication : none]));
  if (asks) screen.deliver(new Uint8Array(16));
  if (asks) return { ...screen, typed };
  screen.deliver(Uint8Array.from(u32(0)));
  const name = text("Office PC");
  screen.deliver(Uint8Array.from([...u16(size.width), ...u16(size.height), ...format, ...u32(name.length), ...name]));
  screen.deliver(
    Uint8Array.from([0, 0, ...u16(1), ...u16(0), ...u16(0), ...u16(size.width), ...u16(size.height), ...u32(0)]),
  );
  screen.deliver(picture());
  return { ...screen, typed };
}
