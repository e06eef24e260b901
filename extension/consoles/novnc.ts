import type { ConsoleDescription } from "../console/page-context.ts";

export const novnc: ConsoleDescription = {
  name: "noVNC",
  evidence: {
    version: "1.3.0 (Debian 12, 1:1.3.0-1)",
    seen: "2026-11-22",
    note:
      "vnc.html served by websockify before two screens, led to by a token ('path=websockify?token=office-pc'), and one " +
      "screen without any. The screen's own name stands in the title while it is connected ('Office PC - noVNC'), before " +
      "and after that the title is 'noVNC'; for a moment the status says it too. Nothing in the page tells one screen from " +
      "another but the address. Elsewhere its parameters are often a key (OpenStack's are used once), and a password may " +
      "stand beside them: so what names the screen is a reference of kind 'page', of which only a hash leaves the browser.",
  },
  known: "#noVNC_container",
  pages: [
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
