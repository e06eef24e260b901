import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createApprovalChallenges } from "../../server/doorkeeper/approval-challenges.ts";
import { hashOf } from "../../shared/statements.ts";
import { privateKeyOf, publicNameOf } from "../shared/keys.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

it("challenges that a server asks for again and again leave nothing behind but the newest four", async () => {
  const challenges = createApprovalChallenges({
    key: { name: await publicNameOf(3), privateKey: await privateKeyOf(3) },
    clock: { now: () => 1, monotonic: () => 1, refuses: () => null },
    entries: { add: async () => {}, extent: () => ({ entries: 0, head: "A".repeat(43) }) },
  });
  const made: string[] = [];
  const customer = await publicNameOf(2);
  for (let count = 0; count < 20; count += 1) made.push(await challenges.make(customer, "A".repeat(43)));
  expect(vi.getTimerCount()).toBe(4);
  expect(challenges.takeOut(await hashOf(made.at(-1) ?? ""))).not.toBeNull();
  expect(vi.getTimerCount()).toBe(3);
});
