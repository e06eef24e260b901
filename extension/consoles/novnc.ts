import type { ConsoleDescription } from "../console/page-context.ts";

export const novnc: ConsoleDescription = {
  name: "noVNC",
  evidence: {
    version: "1.3.0 (Debian 12, 1:1.3.0-1)",
    seen: "2026-11-22",
    note:
      "vnc.html served by websockify before two screens, led to by a token ('path=websockify?token=office-pc'), one of " +
      "them by a key for a token too, and before it connects to any. The screen's own name stands in the title while it is " +
      "connected ('Office PC - noVNC'), before and after that the title is 'noVNC'; for a moment the status says it too. " +
      "Nothing but the address tells one screen from another. Where tokens are keys, used once as OpenStack's are, or a " +
      "password stands beside them, nothing of it may be kept: only a token that reads like a computer's name is taken as it " +
      "stands, all else as a page, of which a hash leaves the browser.",
  },
  known: "#noVNC_container",
  pages: [
    {
      about: {
        kind: "device",
        sources: [
          {
            from: "address",
            match:
              "[?&#]path=[^&#]{0,100}token(?:=|%3D)((?![0-9a-f]{6})[a-z]{2,24}[0-9]{0,3}(?:[-._][a-z]{0,12}[0-9]{0,3}){0,3})(?:%26|[&#]|$)",
          },
        ],
      },
      name: [{ from: "title", match: "^(.+) - noVNC$" }],
      kind: "desktop",
    },
    {
      about: {
        kind: "page",
        sources: [
          { from: "address", match: "[?&#]path=(?!websockify/?(?:[&#]|$))([^&#]+)" },
          { from: "address", match: "[?&#](host=[^&#]+(?:&port=[0-9]+)?)" },
          { from: "address", match: "^(/[^?#]*)" },
        ],
      },
      name: [{ from: "title", match: "^(.+) - noVNC$" }],
      kind: "desktop",
    },
  ],
};
