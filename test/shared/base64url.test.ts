import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fresh32, freshId, fromBase64url, toBase64url } from "../../shared/base64url.ts";
import { bytes32, id } from "../../shared/bounds.ts";

describe("base64url", () => {
  it("is what Node writes, and comes back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
        expect([...fromBase64url(toBase64url(bytes))]).toEqual([...bytes]);
      }),
    );
    expect(toBase64url(Uint8Array.from([0xfb, 0xef, 0xbe, 0xff, 0xff, 0xff]))).toBe("----____");
    expect([...fromBase64url("----____")]).toEqual([0xfb, 0xef, 0xbe, 0xff, 0xff, 0xff]);
  });

  it.each(["AA==", "AA=", "A", "AB", "AAB", "AA AA", " AAAA", "AAAA\n", "++++", "////", "AA.A", "Ä"])(
    "is not %j",
    (text) => {
      expect(() => fromBase64url(text)).toThrow(RangeError);
    },
  );

  it("says what is wrong with it", () => {
    expect(() => fromBase64url("A=")).toThrow("not base64url");
    expect(() => fromBase64url("AB")).toThrow("not the canonical base64url");
  });

  it("has ids and secrets of its own, each another", () => {
    expect(id.safeParse(freshId()).success).toBe(true);
    expect(bytes32.safeParse(toBase64url(fresh32())).success).toBe(true);
    expect(new Set(Array.from({ length: 100 }, freshId)).size).toBe(100);
    expect(fresh32()).not.toEqual(fresh32());
  });
});
