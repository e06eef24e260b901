// What the viewer uses of noVNC, which brings no types (docs/API.md of the package).
declare module "@novnc/novnc" {
  import type { ScreenChannel } from "./screen-channel.ts";

  type Settings = { shared?: boolean };

  export default class RFB extends EventTarget {
    constructor(target: HTMLElement, channel: ScreenChannel, settings?: Settings);
    scaleViewport: boolean;
    resizeSession: boolean;
    background: string;
    disconnect(): void;
    sendCtrlAltDel(): void;
    focus(options?: FocusOptions): void;
  }
}
