import { describe, expect, it } from "vitest";
import { createFrameOpener, createFrameSealer } from "../../server/doorkeeper/frames.ts";
import { createOpener, createSealer, frameKind, longestBody, longestFrame, sealing } from "../../shared/stream.ts";
import { repeated } from "../shared/keys.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
/** The vector of protocol.md section 8. */
const viewerKey = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from("581d8769bbf20d1ebcfd06df40673546f94c94e4767da7fde2e2e36f3080d0e0", "hex"));
const frame = Buffer.from("6828b1483bde5bdac19209c877e06a45dbc51ae5", "hex");
const lengths = [0, 1, 2, 15, 16, 17, 1_024, 4_095, 4_096, 4_097, 65_535, longestBody];
const bodyOf = (length: number): Uint8Array => new Uint8Array(length).map((_, index) => index % 251);

describe("the doorkeeper's frames", () => {
  it("are those of the protocol's vector", () => {
    expect(hex(createFrameSealer(viewerKey())(frameKind.screen, Buffer.from("abc")))).toBe(hex(frame));
    expect(createFrameOpener(viewerKey())(frame)).toEqual({ kind: 0, body: Buffer.from("abc") });
  });

  it("are opened by the browser's opener, one after the other, whatever their length and kind", async () => {
    const [seal, open] = [createFrameSealer(repeated(1)), await createOpener(repeated(1))];
    for (const kind of Object.values(frameKind)) {
      for (const length of lengths) {
        const opened = await open(Uint8Array.from(seal(kind, bodyOf(length))));
        expect(opened?.kind).toBe(kind);
        expect(Buffer.from(opened?.body ?? []).equals(bodyOf(length))).toBe(true);
      }
    }
  });

  it("are opened from the browser's sealer likewise", async () => {
    const [seal, open] = [await createSealer(repeated(1)), createFrameOpener(repeated(1))];
    for (const kind of Object.values(frameKind)) {
      for (const length of lengths) {
        const opened = open(await seal(kind, bodyOf(length)));
        expect(opened?.kind).toBe(kind);
        expect(Buffer.from(opened?.body ?? []).equals(bodyOf(length))).toBe(true);
      }
    }
  });

  it("keep their order when they come in bursts, and with pauses between, longer than what is made ahead", async () => {
    const [seal, open] = [createFrameSealer(repeated(1)), createFrameOpener(repeated(1))];
    const browser = await createOpener(repeated(1));
    const messages: { body: Buffer; sealed: Uint8Array }[] = [];
    for (const burst of [1, 47, 48, 49, 1, 1, 63, 64, 65, 200]) {
      for (let index = 0; index < burst; index += 1) {
        const body = Buffer.from(`frame ${messages.length}`);
        const sealed = seal(frameKind.screen, body);
        expect(open(sealed)?.body).toEqual(body);
        messages.push({ body, sealed });
      }
      await new Promise((done) => setImmediate(done));
    }
    for (const { body, sealed } of messages)
      expect(Buffer.from((await browser(Uint8Array.from(sealed)))?.body ?? []).equals(body)).toBe(true);
  });

  it("leave what they are made of as it is", () => {
    const body = bodyOf(100);
    const message = createFrameSealer(repeated(1))(frameKind.screen, body);
    const before = hex(message);
    createFrameOpener(repeated(1))(message);
    expect([hex(body), hex(message)]).toEqual([hex(bodyOf(100)), before]);
  });

  it("take the raw key over", () => {
    const [one, other] = [repeated(1), repeated(2)];
    createFrameSealer(one);
    createFrameOpener(other);
    expect([...one, ...other].every((byte) => byte === 0)).toBe(true);
  });

  it("aren't made of a body that is too long", () => {
    const seal = createFrameSealer(repeated(1));
    expect(() => seal(frameKind.screen, new Uint8Array(longestBody + 1))).toThrow(RangeError);
    expect(createFrameOpener(repeated(1))(seal(frameKind.nothing, new Uint8Array()))).not.toBeNull();
  });
});

describe("what isn't the viewer's next frame", () => {
  const sealed = (count: number): Uint8Array[] => {
    const seal = createFrameSealer(repeated(1));
    return Array.from({ length: count }, (_, index) => seal(frameKind.screen, Buffer.from(`frame ${index}`)));
  };
  const opened = (messages: (Uint8Array | undefined)[]): boolean[] => {
    const open = createFrameOpener(repeated(1));
    return messages.map((message) => open(message ?? new Uint8Array()) !== null);
  };

  it("isn't opened: again, before its turn, after one that was lost", () => {
    const [first, second] = sealed(2);
    expect(opened([first, first])).toEqual([true, false]);
    expect(opened([second, first])).toEqual([false, false]);
    expect(opened([second])).toEqual([false]);
  });

  it("isn't opened: sealed by another key", () => {
    expect(opened([createFrameSealer(repeated(2))(0, Buffer.from("abc"))])).toEqual([false]);
  });

  it("isn't opened: with any bit changed, cut to any length, or with a byte more", () => {
    const [message = new Uint8Array()] = sealed(1);
    for (let bit = 0; bit < message.length * 8; bit += 1) {
      const changed = Uint8Array.from(message);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(opened([changed])).toEqual([false]);
    }
    for (let length = 0; length < message.length; length += 1)
      expect(opened([message.subarray(0, length)])).toEqual([false]);
    expect(opened([Uint8Array.of(...message, 0)])).toEqual([false]);
  });

  it("isn't opened: of no kind that there is", async () => {
    const key = await crypto.subtle.importKey("raw", repeated(1), "AES-GCM", false, ["encrypt"]);
    const message = await crypto.subtle.encrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, key, Uint8Array.of(5, 1));
    expect(opened([new Uint8Array(message)])).toEqual([false]);
  });

  it("isn't opened: too short, too long", () => {
    expect(opened([new Uint8Array(sealing - 1)])).toEqual([false]);
    expect(opened([new Uint8Array(longestFrame + 1)])).toEqual([false]);
  });
});
