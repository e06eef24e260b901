import { describe, expect, it, vi } from "vitest";
import { proposedName } from "../../extension/customer/proposed-name.ts";
import { browserWithBoth } from "./browser-with-both.ts";
import { freshForger, signAnew } from "./forger.ts";

type Both = Awaited<ReturnType<typeof browserWithBoth>>;

/** What is shown outside of pages once the badge has this text. */
async function shownWith(both: Both, badge: string) {
  await vi.waitFor(async () => expect(await both.browser.action.getBadgeText({})).toBe(badge));
  return both.notifications();
}

describe("a request that arrives", () => {
  it("is counted on the badge and notified of by the name that was checked", async () => {
    const both = await browserWithBoth();
    await both.ask();
    expect(await shownWith(both, "1")).toEqual(["Anna Berg asks for access to Office PC"]);
  });

  it("is notified of without a name where it can't be verified", async () => {
    const both = await browserWithBoth();
    const session = await both.meet();
    const forger = await freshForger();
    both.server.lies.answer = ({ method, path, body }) => {
      if (method !== "POST" || path !== "/api/requests") return undefined;
      void signAnew("request", String(body.request), forger, { technician: forger.name }).then((signed) => {
        both.server.lies.request = (request) => [{ ...request, signed }];
        both.server.tell();
      });
      both.server.lies.request = () => [];
      return undefined;
    };
    await both.send("panel", { act: "request", session, ...both.draft });
    const [said] = await shownWith(both, "1");
    expect(said).toBe("Somebody asks for access to Office PC, and it isn't certain who");
  });

  it("is notified of once, though the background was stopped meanwhile", async () => {
    const both = await browserWithBoth();
    await both.ask();
    await shownWith(both, "1");
    await both.browser.notifications.clear(Object.keys(await both.browser.notifications.getAll())[0] ?? "");
    const { popup } = both.restart();
    await popup.state(({ requests }) => requests.length === 1);
    await both.send("popup", { act: "looked-at" });
    expect(await shownWith(both, "1")).toEqual([]);
  });

  it("leaves badge and notifications when it is answered, and opens a small window when its notification is pressed", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask();
    await shownWith(both, "1");
    await both.pressNotification();
    await vi.waitFor(async () => {
      const windows = await both.browser.windows.getAll();
      expect(windows.filter(({ type }) => type === "popup")).toHaveLength(1);
    });
    await both.send("popup", { act: "deny", request: request.id, reason: "" });
    expect(await shownWith(both, "")).toEqual([]);
  });

  it("leaves a mark after the session, until who was let in was looked at", async () => {
    const both = await browserWithBoth();
    const { request, session } = await both.ask();
    await both.send("popup", { act: "approve", request: request.id, painted: request.painted, credentials: null });
    await shownWith(both, "");
    await both.send("panel", { act: "end-session", session });
    await shownWith(both, "!");
    await both.send("popup", { act: "looked-at" });
    await shownWith(both, "");
  });
});

it("a computer is proposed to be called by system and date, in the browser's language", () => {
  const at = Date.UTC(2026, 10, 22, 12);
  expect(proposedName("win", "en", at)).toBe("Windows, 22 November 2026");
  expect(proposedName("mac", "de", at)).toBe("macOS, 22. November 2026");
  expect(proposedName("other", "en", at)).toBe("Computer, 22 November 2026");
});
