import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { askHere } from "../../extension/console/here.ts";
import { usualPlace } from "../../extension/console/panel-place.ts";
import type { Runtime } from "../../extension/console/runtime.ts";

const here = { place: usualPlace, picks: {} };
const silence = () => Promise.resolve(undefined);
const starting = () => Promise.reject(new Error("Could not establish connection. Receiving end does not exist."));

/** A background that gives these answers in turn, and the last one from then on. */
function background(...answers: (() => Promise<unknown>)[]) {
  const sendMessage = vi.fn(() => (answers.length > 1 ? answers.shift() : answers[0])?.());
  const runtime = { id: "whileaway", sendMessage } as unknown as Runtime;
  const ending = new AbortController();
  return { runtime, ending, sendMessage, answer: askHere(runtime, ending.signal) };
}

describe("whether this page is a console's", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    ["is", here, here],
    ["isn't", null, null],
    ["is answered in no words of the background's", "yes", null],
  ])("is asked once where it %s", async (_, said, heard) => {
    const asked = background(async () => said);
    await vi.runAllTimersAsync();
    expect(await asked.answer).toEqual(heard);
    expect(asked.sendMessage.mock.calls).toEqual([[{ tab: "here" }]]);
  });

  it("is asked again of a background that is just starting", async () => {
    const asked = background(starting, silence, silence, async () => here);
    await vi.runAllTimersAsync();
    expect(await asked.answer).toEqual(here);
  });

  it("is asked four times at most", async () => {
    const asked = background(silence);
    await vi.runAllTimersAsync();
    expect(await asked.answer).toBeNull();
    expect(asked.sendMessage).toHaveBeenCalledTimes(4);
  });

  it.each<[string, (asked: ReturnType<typeof background>) => void]>([
    ["the page has let it be", ({ ending }) => ending.abort()],
    ["the extension was removed", ({ runtime }) => Object.assign(runtime, { id: undefined })],
  ])("isn't asked again once %s", async (_, end) => {
    const asked = background(silence, async () => here);
    end(asked);
    await vi.runAllTimersAsync();
    expect(await asked.answer).toBeNull();
    expect(asked.sendMessage).toHaveBeenCalledTimes(1);
  });
});
