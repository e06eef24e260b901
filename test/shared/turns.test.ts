import { describe, expect, it } from "vitest";
import { createTurns } from "../../shared/turns.ts";

describe("deeds that take turns", () => {
  it("begin in order, each when the one before it is over, and answer with what they did", async () => {
    const inTurn = createTurns();
    const seen: string[] = [];
    const first = Promise.withResolvers<string>();
    const answers = [
      inTurn(() => {
        seen.push("first");
        return first.promise;
      }),
      inTurn(async () => {
        seen.push("second");
        return 2;
      }),
    ];
    await new Promise((later) => setTimeout(later));
    expect(seen).toEqual(["first"]);
    first.resolve("one");
    expect(await Promise.all(answers)).toEqual(["one", 2]);
    expect(seen).toEqual(["first", "second"]);
  });

  it("go on after one that failed, and whoever asked for that hears why", async () => {
    const inTurn = createTurns();
    const failed = inTurn(async () => {
      throw new Error("the first");
    });
    const after = inTurn(async () => "the second");
    await expect(failed).rejects.toThrow("the first");
    expect(await after).toBe("the second");
  });

  it("of another kind don't wait", async () => {
    const stuck = createTurns();
    void stuck(() => new Promise(() => {}));
    expect(await createTurns()(async () => "free")).toBe("free");
  });
});
