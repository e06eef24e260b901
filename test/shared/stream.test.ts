import { afterEach, describe, expect, it, vi } from "vitest";
import { fromBase64url, toBase64url } from "../../shared/base64url.ts";
import { freshShare } from "../../shared/credentials.ts";
import { endReason, refusalCode } from "../../shared/door-words.ts";
import { hashOf } from "../../shared/statements.ts";
import {
  agreeOnKeys,
  createOpener,
  createSealer,
  deriveKeys,
  type FrameKind,
  frameIn,
  frameKind,
  longestBody,
  longestFrame,
  nonceOf,
  sealing,
  streamEnd,
  streamStatus,
  streamTimes,
  warnings,
} from "../../shared/stream.ts";
import { repeated } from "./keys.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const unhex = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, "hex"));
const text = (words: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(words);
const kinds = Object.values(frameKind);

/** The vectors of protocol.md section 8. */
const vector = {
  salt: "KzJUYOXxi5CCWPYBhaxxhixwmBpHuZgVc-57TsJQ6Xc",
  viewer: "581d8769bbf20d1ebcfd06df40673546f94c94e4767da7fde2e2e36f3080d0e0",
  door: "4e330db13977fd489f043319e7d2d77e086c8e0e399ece34361bdea32a80fb1a",
  frame: "6828b1483bde5bdac19209c877e06a45dbc51ae5",
};
const [viewerKey, doorKey] = [unhex(vector.viewer), unhex(vector.door)];

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the numbers of a stream", () => {
  it("are those of the protocol", () => {
    expect(frameKind).toEqual({ screen: 0, credentials: 1, status: 2, end: 3, nothing: 4 });
    expect([longestBody, sealing, longestFrame]).toEqual([65_536, 17, 65_553]);
    expect(streamTimes).toEqual({ credentialsWithin: 10_000, nothingEvery: 20_000, resumeWithin: 120_000 });
    expect(warnings).toEqual([900_000, 300_000, 60_000]);
  });
});

describe("keys", () => {
  it("are derived as in the protocol's vector", async () => {
    const keys = await deriveKeys(repeated(0x55), vector.salt);
    expect(hex(keys.viewer)).toBe(vector.viewer);
    expect(hex(keys.door)).toBe(vector.door);
  });

  it("are others for another secret and for another order", async () => {
    const other = await deriveKeys(repeated(0x56), vector.salt);
    const salted = await deriveKeys(repeated(0x55), toBase64url(repeated(1)));
    const all = [
      vector.viewer,
      vector.door,
      ...[other, salted].flatMap(({ viewer, door }) => [hex(viewer), hex(door)]),
    ];
    expect(new Set(all).size).toBe(6);
  });

  it("are the same for both who agree on them, and bound to the order", async () => {
    const [viewer, door] = [await freshShare(), await freshShare()];
    const order = "e30.e30.signature";
    const [one, other] = [
      await agreeOnKeys(viewer.privateKey, door.share, order),
      await agreeOnKeys(door.privateKey, viewer.share, order),
    ];
    expect(other).toEqual(one);
    expect(hex(one.viewer)).not.toBe(hex(one.door));
    expect(await agreeOnKeys(viewer.privateKey, door.share, "e30.e31.signature")).not.toEqual(one);
    // The hash names what was signed, not by which signature.
    expect(await agreeOnKeys(viewer.privateKey, door.share, "e30.e30.another")).toEqual(one);
  });

  it("come of the shared secret and the order's hash", async () => {
    const [viewer, door] = [await freshShare(), await freshShare()];
    const bits = vi.spyOn(crypto.subtle, "deriveBits");
    const order = "e30.e30.signature";
    const keys = await agreeOnKeys(viewer.privateKey, door.share, order);
    const secret = new Uint8Array(await (bits.mock.results[0]?.value as Promise<ArrayBuffer>));
    bits.mockRestore();
    // Forgotten: what is left of it are zeros.
    expect(secret).toHaveLength(32);
    expect(keys).not.toEqual(await deriveKeys(secret, await hashOf(order)));
    expect(secret.every((byte) => byte === 0)).toBe(true);
  });

  it.each([
    ["zero", repeated(0)],
    ["one", Uint8Array.of(1, ...new Uint8Array(31))],
    ["order 8", fromBase64url("4Ot6fDtBuK4WVuP68Z_EatoJjeucMrH9hmIFFl9JuAA")],
    ["p - 1", unhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")],
  ])("aren't agreed on with a share that yields no secret: %s", async (_, share) => {
    const { privateKey } = await freshShare();
    await expect(agreeOnKeys(privateKey, toBase64url(share), "e30.e30.x")).rejects.toThrow();
  });

  it("aren't agreed on where the engine lets an empty secret through", async () => {
    const [viewer, door] = [await freshShare(), await freshShare()];
    vi.spyOn(crypto.subtle, "deriveBits").mockResolvedValueOnce(new ArrayBuffer(32));
    await expect(agreeOnKeys(viewer.privateKey, door.share, "e30.e30.x")).rejects.toThrow(/no secret/);
  });

  it("are agreed on with a secret that begins with zeros", async () => {
    const [viewer, door] = [await freshShare(), await freshShare()];
    const secret = Uint8Array.of(...new Uint8Array(31), 1);
    vi.spyOn(crypto.subtle, "deriveBits").mockResolvedValueOnce(secret.slice().buffer);
    const keys = await agreeOnKeys(viewer.privateKey, door.share, "e30.e30.x");
    expect(keys).toEqual(await deriveKeys(secret, await hashOf("e30.e30.x")));
  });

  it.each(["", "AA", "!".repeat(43), toBase64url(new Uint8Array(31)), toBase64url(new Uint8Array(33))])(
    "aren't agreed on with what is no share: %j",
    async (share) => {
      const { privateKey } = await freshShare();
      await expect(agreeOnKeys(privateKey, share, "e30.e30.x")).rejects.toThrow();
    },
  );
});

describe("a nonce", () => {
  it.each([
    [0, "000000000000000000000000"],
    [1, "000000000000000000000001"],
    [255, "0000000000000000000000ff"],
    [256, "000000000000000000000100"],
    [2 ** 32 - 1, "0000000000000000ffffffff"],
    [2 ** 32, "000000000000000100000000"],
    [Number.MAX_SAFE_INTEGER, "00000000001fffffffffffff"],
  ])("of frame %i", (counter, nonce) => {
    expect(hex(nonceOf(counter))).toBe(nonce);
  });
});

describe("a frame", () => {
  it("is sealed as in the protocol's vector, and opened from it", async () => {
    const seal = await createSealer(viewerKey);
    expect(hex(await seal(frameKind.screen, text("abc")))).toBe(vector.frame);
    const open = await createOpener(viewerKey);
    expect(await open(unhex(vector.frame))).toEqual({ kind: frameKind.screen, body: text("abc") });
  });

  it.each(kinds)("of kind %i comes out as it went in, empty and at its longest", async (kind) => {
    const [seal, open] = [await createSealer(doorKey), await createOpener(doorKey)];
    for (const length of [0, 1, longestBody - 1, longestBody]) {
      const body = new Uint8Array(length).map((_, index) => index % 253);
      const message = await seal(kind, body);
      expect(message).toHaveLength(length + sealing);
      const frame = await open(message);
      expect(frame?.kind).toBe(kind);
      expect(Buffer.from(frame?.body ?? []).equals(body)).toBe(true);
    }
  });

  it("isn't sealed where its body is too long, and the next one still has its number", async () => {
    const [seal, open] = [await createSealer(doorKey), await createOpener(doorKey)];
    await expect(seal(frameKind.screen, new Uint8Array(longestBody + 1))).rejects.toThrow(RangeError);
    await expect(seal(frameKind.screen, new Uint8Array(longestBody + 1))).rejects.toThrow(/too long/);
    expect(await open(await seal(frameKind.nothing, new Uint8Array()))).toEqual({ kind: 4, body: new Uint8Array() });
  });

  it("has the number of its call, though several are sealed at once", async () => {
    const [seal, open] = [await createSealer(doorKey), await createOpener(doorKey)];
    const messages = await Promise.all([1, 2, 3].map((length) => seal(frameKind.screen, new Uint8Array(length))));
    const frames = await Promise.all(messages.map(open));
    expect(frames.map((frame) => frame?.body.length)).toEqual([1, 2, 3]);
  });

  it("is never the same twice, though its body is", async () => {
    const seal = await createSealer(doorKey);
    expect(hex(await seal(0, text("abc")))).not.toBe(hex(await seal(0, text("abc"))));
  });
});

describe("what the other side didn't seal as its next frame", () => {
  const sealed = async (key: Uint8Array<ArrayBuffer>, count: number): Promise<Uint8Array<ArrayBuffer>[]> => {
    const seal = await createSealer(key);
    const messages = [];
    for (let index = 0; index < count; index += 1) messages.push(await seal(0, text(`frame ${index}`)));
    return messages;
  };
  const opened = async (messages: (Uint8Array<ArrayBuffer> | undefined)[]): Promise<(FrameKind | null)[]> => {
    const open = await createOpener(viewerKey);
    const found: (FrameKind | null)[] = [];
    for (const message of messages) found.push((await open(message ?? new Uint8Array()))?.kind ?? null);
    return found;
  };

  it("isn't opened: a frame again", async () => {
    const [first] = await sealed(viewerKey, 1);
    expect(await opened([first, first])).toEqual([0, null]);
  });

  it("isn't opened: a frame before its turn, and then nothing else in its place", async () => {
    const [first, second] = await sealed(viewerKey, 2);
    expect(await opened([second, first])).toEqual([null, null]);
  });

  it("isn't opened: the frame after one that was lost", async () => {
    const [, second] = await sealed(viewerKey, 2);
    expect(await opened([second])).toEqual([null]);
  });

  it("isn't opened: one's own frame turned round", async () => {
    const [own] = await sealed(doorKey, 1);
    expect(await opened([own])).toEqual([null]);
  });

  it("isn't opened: every single bit that was changed", async () => {
    const [message = new Uint8Array()] = await sealed(viewerKey, 1);
    for (let bit = 0; bit < message.length * 8; bit += 1) {
      const changed = message.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await opened([changed])).toEqual([null]);
    }
  });

  it("isn't opened: every length that it was cut to, and what was added", async () => {
    const [message = new Uint8Array()] = await sealed(viewerKey, 1);
    for (let length = 0; length < message.length; length += 1)
      expect(await opened([message.slice(0, length)])).toEqual([null]);
    expect(await opened([Uint8Array.of(...message, 0)])).toEqual([null]);
  });

  it.each(["additional data", "a tag of 12 bytes"])("isn't opened: sealed with %s", async (how) => {
    const key = await crypto.subtle.importKey("raw", viewerKey, "AES-GCM", false, ["encrypt"]);
    const more = how === "additional data" ? { additionalData: text("x") } : { tagLength: 96 };
    const plain = Uint8Array.of(0, ...text("abcdef"));
    const message = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonceOf(0), ...more }, key, plain);
    expect(await opened([new Uint8Array(message)])).toEqual([null]);
  });

  it("isn't looked at where it is too short or too long, and takes no number", async () => {
    const open = await createOpener(viewerKey);
    const decrypt = vi.spyOn(crypto.subtle, "decrypt");
    expect(await open(new Uint8Array(sealing - 1))).toBeNull();
    expect(await open(new Uint8Array(longestFrame + 1))).toBeNull();
    expect(decrypt).not.toHaveBeenCalled();
    expect(await open(new Uint8Array(sealing))).toBeNull();
    expect(await open(new Uint8Array(longestFrame))).toBeNull();
    expect(decrypt).toHaveBeenCalledTimes(2);
  });

  it("isn't opened: a kind that there isn't, sealed by the right key", async () => {
    const key = await crypto.subtle.importKey("raw", viewerKey, "AES-GCM", false, ["encrypt"]);
    for (const plain of [Uint8Array.of(5), Uint8Array.of(255, 1), new Uint8Array()]) {
      const message = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonceOf(0) }, key, plain);
      expect(await opened([new Uint8Array(message)])).toEqual([null]);
    }
  });
});

describe("what an opened message holds", () => {
  it("is its first byte and the rest", () => {
    for (const kind of kinds) expect(frameIn(Uint8Array.of(kind, 7, 8))).toEqual({ kind, body: Uint8Array.of(7, 8) });
    expect(frameIn(Uint8Array.of(4))).toEqual({ kind: 4, body: new Uint8Array() });
  });

  it("is nothing where there is no such kind", () => {
    for (const plain of [[], [5], [6, 1], [128], [255]]) expect(frameIn(Uint8Array.from(plain))).toBeNull();
  });
});

describe("what is said inside", () => {
  it.each([
    { status: "open", until: null },
    { status: "open", until: 1_800_000_000_000 },
    { status: "closing", at: 1_800_000_000_000 },
    ...refusalCode.options.map((because) => ({ status: "refused", because })),
  ])("is a status: %j", (said) => {
    expect(streamStatus.parse(said)).toEqual(said);
  });

  it.each([
    {},
    { status: "open" },
    { status: "open", until: -1 },
    { status: "open", until: 1.5 },
    { status: "open", until: "later" },
    { status: "open", until: null, more: 1 },
    { status: "closing" },
    { status: "closing", at: null },
    { status: "closing", at: 1, until: 1 },
    { status: "refused" },
    { status: "refused", because: "whim" },
    { status: "refused", because: "window" },
    { status: "refused", because: "busy", password: "x" },
    { status: "ended" },
    null,
    [],
  ])("is no status: %j", (said) => {
    expect(streamStatus.safeParse(said).success).toBe(false);
  });

  it("is an end for every reason, and for nothing else", () => {
    for (const because of endReason.options) expect(streamEnd.parse({ because })).toEqual({ because });
    for (const said of [{}, { because: "whim" }, { because: "busy" }, { because: "window", at: 1 }, "window", null])
      expect(streamEnd.safeParse(said).success).toBe(false);
  });
});
