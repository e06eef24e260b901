import { describe, expect, it } from "vitest";
import { createGate } from "../../server/gate.ts";

/** Work that goes on until it is told to stop, and how much of it is under way. */
function work() {
  const begun: ((value: string) => void)[] = [];
  return { begun, one: () => new Promise<string>((resolve) => begun.push(resolve)) };
}
const settled = () => new Promise((go) => setImmediate(go));

describe("a gate", () => {
  it("lets so many in at once, the others in their order, and turns away whom it has no room for", async () => {
    const gate = createGate(2, 2);
    const { begun, one } = work();
    const answers: string[] = [];
    const all = [1, 2, 3, 4].map((name) => gate(one).then((said) => answers.push(`${name} ${said}`)));
    await settled();
    expect(begun).toHaveLength(2);
    await expect(gate(one)).rejects.toMatchObject({ code: "too-many", details: { retryAfter: expect.any(Number) } });
    begun[1]?.("second");
    await settled();
    expect([answers, begun.length]).toEqual([["2 second"], 3]);
    begun[2]?.("third");
    await settled();
    expect(begun).toHaveLength(4);
    begun[3]?.("fourth");
    begun[0]?.("first");
    await Promise.all(all);
    expect(answers).toEqual(["2 second", "3 third", "4 fourth", "1 first"]);
  });

  it("is free again after everything, also after what failed", async () => {
    const gate = createGate(1, 1);
    const failing = async () => {
      throw new Error("it failed");
    };
    const both = await Promise.allSettled([gate(failing), gate(failing)]);
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await gate(async () => "done")).toBe("done");
    const { begun, one } = work();
    const first = gate(one);
    const second = gate(one);
    await settled();
    expect(begun).toHaveLength(1);
    begun[0]?.("first");
    await first;
    begun[1]?.("second");
    expect(await second).toBe("second");
  });
});
