import { describe, expect, test } from "vitest";
import type { CustomerSession, CustomerState } from "../../../extension/messages.ts";
import { type Place, placeToShow } from "../../../extension/popup/place.ts";
import { type Scene, type SceneName, scenes } from "./preview/scenes.ts";

const stateOf = (name: SceneName): CustomerState => {
  const scene: Scene = scenes[name];
  if (scene.customer === undefined) throw new Error("no customer in the scene");
  return scene.customer;
};
const asking = stateOf("popup-request");
const [request] = asking.requests;
const checking = stateOf("popup-number");
const [session] = checking.sessions;
if (request === undefined || session === undefined) throw new Error("the scenes have changed");
const quiet: CustomerState = { ...asking, sessions: [], requests: [] };
const at = (state: CustomerState, went: Place | null = null, left: string[] = []): string =>
  placeToShow(state, went, left).at;

describe("what waits opens by itself", () => {
  test.each<[string, CustomerState, string]>([
    ["nothing: home", quiet, "home"],
    ["a request", asking, "request"],
    ["a number to type", checking, "check"],
    ["a number before a request", { ...checking, requests: asking.requests }, "check"],
    ["a check that failed", stateOf("popup-failed"), "check"],
    ["an active session alone: home", { ...asking, requests: [] }, "home"],
  ])("%s", (_, state, place) => expect(at(state)).toBe(place));

  test("a failed check comes before a number", () => {
    const failed: CustomerSession = {
      ...session,
      id: "failed",
      state: "ended",
      introduction: { step: "failed", because: "number-differs", stop: true },
    };
    const place = placeToShow({ ...checking, sessions: [session, failed] }, null, []);
    expect(place.at === "check" && place.session.id).toBe("failed");
  });

  test("an introduction in a session that has ended is nobody's business any more", () => {
    expect(at({ ...checking, sessions: [{ ...session, state: "ended" }] })).toBe("home");
  });
});

describe("where the customer went", () => {
  test("he stays while he joins, whatever comes", () => {
    expect(at(asking, { at: "join" })).toBe("join");
  });

  test("a request that he left doesn't come up again, the next one does", () => {
    expect(at(asking, { at: "home" }, [request.id])).toBe("home");
    const next = { ...request, id: "next" };
    const place = placeToShow({ ...asking, requests: [request, next] }, { at: "home" }, [request.id]);
    expect(place.at === "request" && place.request.id).toBe("next");
  });

  test("a request that vanishes while he reads it is said to be over", () => {
    const place = placeToShow({ ...asking, requests: [] }, { at: "request", request }, []);
    expect(place).toEqual({ at: "answered", answer: "gone", name: "Anna Berg" });
  });

  test("one that vanishes because he answers it isn't", () => {
    expect(at({ ...asking, requests: [] }, { at: "request", request, answering: true })).toBe("request");
  });

  test("a request is painted as it stands now, not as it stood when it was opened", () => {
    const changed = { ...request, verified: true as const, painted: "other" };
    const state = { ...asking, requests: [changed as typeof request] };
    const place = placeToShow(state, { at: "request", request }, []);
    expect(place.at === "request" && place.request.verified && place.request.painted).toBe("other");
  });
});
