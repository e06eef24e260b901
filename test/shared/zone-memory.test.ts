import { describe, expect, it } from "vitest";
import { isKnownZone, stretchAt } from "../../shared/zone.ts";

const day = 86_400_000;

describe("what is kept of zones is bounded, and forgetting it changes no answer: stretches", () => {
  it("are the same after thousands of others were looked up", () => {
    const before = stretchAt("Europe/Berlin", 0);
    for (let index = 0; index < 31_000; index++) stretchAt("UTC", index * 3 * day);
    expect(stretchAt("Europe/Berlin", 0)).toEqual(before);
    expect(isKnownZone("Europe/Berlin")).toBe(true);
  });

  it("are the same after hundreds of spellings of zones", () => {
    const before = stretchAt("Europe/Berlin", 0);
    const spellings = Array.from({ length: 720 }, (_, index) =>
      [..."Europe/berlin"]
        .map((letter, place) => (place > 0 && (index >> (place - 1)) & 1 ? letter.toUpperCase() : letter))
        .join(""),
    );
    for (const name of spellings) expect(stretchAt(name, 0).offset).toBe(before.offset);
    expect(stretchAt("Europe/Berlin", 0)).toEqual(before);
  });
});
