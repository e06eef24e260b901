// The whole of what a console does for Whileaway. Copy this file, or the ten lines of it that you need; it loads nothing,
// calls nobody, and does no harm where the extension isn't there. docs/consoles.md explains it.

const names = ["computer", "device", "ticket", "session", "kind"];

/**
 * Says what the page is about, as `<meta name="whileaway:…">` in its head. Call it at every page of a console that loads only once:
 * what isn't named is taken away again.
 *
 * @param {{ computer?: string, device?: string, ticket?: string, session?: string, kind?: "desktop" | "chat-only" | "mobile" }} about
 */
export function tell(about) {
  for (const name of names) {
    const said = document.head.querySelector(`meta[name="whileaway:${name}"]`);
    const content = about[name];
    if (content === undefined) {
      said?.remove();
    } else {
      const meta = said ?? document.createElement("meta");
      meta.name = `whileaway:${name}`;
      meta.content = content;
      document.head.append(meta);
    }
  }
}

/**
 * Calls `tellMe` with what becomes of an access request about something that the page names: `reference` as in
 * "device:17", `state` is pending, approved, denied, withdrawn or lapsed, `at` in milliseconds since 1970.
 *
 * @param {(news: { reference: string, state: string, at: number }) => void} tellMe
 */
export function hear(tellMe) {
  document.addEventListener("whileaway", (event) => tellMe(JSON.parse(event.detail)));
}
