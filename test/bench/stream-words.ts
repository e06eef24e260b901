import type { StreamKeys } from "../../shared/stream.ts";

/** What the bench's viewer says to the bench's screen, one byte each. */
export const command = { key: 4, flow: 70, stop: 83 } as const;
/** bytes of what a screen draws when a key was pressed: a letter of a terminal, as TigerVNC sends it */
export const pictureBytes = 300;
/** A key press of RFB: eight bytes, of which the screen of the bench reads the first. */
export const keyPress = Uint8Array.of(command.key, 1, 0, 0, 0, 0, 0, 97);

export const streamKeys = (): StreamKeys => ({ viewer: new Uint8Array(32).fill(1), door: new Uint8Array(32).fill(2) });
