import { describe, expect, it, vi } from "vitest";
import { anyDraft, browserWithBoth, consoleOrigin, senders } from "./browser-with-both.ts";

// A console that has broken out of its page speaks as our script in it does, in any words.

const address = `${consoleOrigin}/devices/4711`;
const script = {
  ...{ id: senders.panel.id, url: address, origin: consoleOrigin, frameId: 0 },
  tab: { id: 7, url: address },
} as unknown as typeof senders.panel;
type Both = Awaited<ReturnType<typeof browserWithBoth>>;
const stored = async (both: Both) => JSON.stringify(await both.kept());
/** Whatever it said before was heard. */
async function heard(both: Both): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await both.say({ tab: "here" }, script);
}

describe("who speaks as our script in a console", () => {
  it("acts in nobody's name", async () => {
    const both = await browserWithBoth();
    const { session, request } = await both.ask();
    const [calls, kept] = [both.server.calls("").length, await stored(both)];
    const { id } = request;
    for (const message of [
      { act: "sign-out" },
      { act: "start-session", kind: "desktop", reference: null },
      { act: "end-session", session },
      { act: "new-code", session },
      { act: "fits", session, fits: true },
      { act: "request", session, ...anyDraft },
      { act: "confirm-request", session, ...anyDraft },
      { act: "withdraw", request: id },
      { act: "revoke-as-technician", grant: id },
      { act: "open-viewer", grant: id },
      { act: "look", mark: "A".repeat(43) },
      { act: "pick", what: "name" },
      { act: "add-console", origin: "https://desk.example" },
      { act: "remove-console", origin: consoleOrigin },
      { act: "approve", request: id, painted: request.painted, credentials: null },
      { act: "deny", request: id, reason: "" },
    ]) {
      expect(await both.say(message, script)).toBeUndefined();
    }
    await heard(both);
    expect(both.server.calls("").length).toBe(calls);
    expect(await stored(both)).toBe(kept);
    expect(both.consoles.sentTo(7)).not.toContainEqual(expect.objectContaining({ to: "look" }));
  });

  it("is told no state, and has no line to the server opened sooner however often it knocks", async () => {
    const both = await browserWithBoth();
    await both.meet();
    // The line would come back by itself after a while.
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    both.server.hangUp();
    const opened = vi.spyOn(both.server, "openSocket");
    for (let knock = 0; knock < 5; knock += 1) {
      for (const name of ["technician", "customer", "viewer A"]) {
        let told = 0;
        const port = both.openPage("technician", script, name, () => {
          told += 1;
        });
        expect(port.isClosed()).toBe(true);
        expect(told).toBe(0);
      }
    }
    await heard(both);
    expect(opened).not.toHaveBeenCalled();
    vi.useRealTimers();
    // One of our own pages that is opened has it back at once.
    both.openPage("technician", senders.panel);
    await vi.waitUntil(() => opened.mock.calls.length > 0);
  });
});
