import { base64url, CompactEncrypt, type CompactJWEHeaderParameters } from "jose";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { fromBase64url, toBase64url } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import {
  blockSize,
  type Credentials,
  fitsBlock,
  freshShare,
  openCredentials,
  readBlock,
  type SealedFor,
  sealCredentials,
  sealedCredentials,
  writeBlock,
} from "../../shared/credentials.ts";
import { repeated } from "./keys.ts";

const anna: Credentials = { userName: "office", password: "Summer9-window-seat" };
const letters = (count: number): string => "x".repeat(count);

afterEach(() => {
  vi.restoreAllMocks();
});

describe("credentials", () => {
  it.each<[string, Credentials, ReturnType<typeof fitsBlock>]>([
    ["of the usual kind", anna, "ok"],
    ["with a user name of one letter and a password of one", { userName: "a", password: "b" }, "ok"],
    ["without a user name", { ...anna, userName: "" }, "user-name"],
    ["without a password", { ...anna, password: "" }, "password"],
    ["with a user name of 255 bytes", { ...anna, userName: letters(255) }, "ok"],
    ["with a user name of 256 bytes", { ...anna, userName: letters(256) }, "user-name"],
    ["with a user name of 254 bytes in 127 letters", { ...anna, userName: "ä".repeat(127) }, "ok"],
    ["with a user name of 256 bytes in 128 letters", { ...anna, userName: "ä".repeat(128) }, "user-name"],
    ["with a password of 510 bytes", { ...anna, password: letters(510) }, "ok"],
    ["with a password of 511 bytes", { ...anna, password: letters(511) }, "password"],
    ["with a password of 510 bytes in 255 letters", { ...anna, password: "ß".repeat(255) }, "ok"],
    ["with a password of 512 bytes in 256 letters", { ...anna, password: "ß".repeat(256) }, "password"],
    ["with a NUL in the user name", { ...anna, userName: "of\0fice" }, "user-name"],
    ["with a NUL in the password", { ...anna, password: "Sum\0mer" }, "password"],
    ["with a BOM and a line break", { userName: "\ufeffoffice", password: "a\nb" }, "ok"],
    ["too long both", { userName: letters(256), password: letters(511) }, "user-name"],
  ])("%s: %s", (_, credentials, answer) => {
    expect(fitsBlock(credentials)).toBe(answer);
    if (answer === "ok") {
      const block = writeBlock(credentials);
      expect(block).toHaveLength(1_024);
      expect(readBlock(block)).toEqual(credentials);
    } else {
      expect(() => writeBlock(credentials)).toThrow(RangeError);
      expect(() => writeBlock(credentials)).toThrow("credentials that don't fit");
    }
  });

  it("stand in a block as the protocol says, and nothing but zeros after them", () => {
    const block = writeBlock({ userName: "Bär", password: "pw" });
    expect(Buffer.from(block.subarray(0, 10)).toString("hex")).toBe("000442c3a47200027077");
    expect(block.subarray(10).every((byte) => byte === 0)).toBe(true);
  });

  it("are read wherever in a buffer their block lies", () => {
    const buffer = new Uint8Array(2_048).fill(7);
    buffer.set(writeBlock(anna), 500);
    expect(readBlock(buffer.subarray(500, 500 + blockSize))).toEqual(anna);
  });
});

describe("a block", () => {
  const written = (change: (block: Uint8Array, view: DataView) => void): Uint8Array => {
    const block = writeBlock(anna);
    change(block, new DataView(block.buffer));
    return block;
  };
  const passwordAt = 2 + anna.userName.length;

  it.each<[string, Uint8Array]>([
    ["of zeros", new Uint8Array(blockSize)],
    ["of ones", new Uint8Array(blockSize).fill(255)],
    ["of 1,023 bytes", writeBlock(anna).subarray(0, 1_023)],
    ["of 1,025 bytes", Uint8Array.of(...writeBlock(anna), 0)],
    ["of nothing", new Uint8Array()],
    ["with an empty user name", written((block) => block.set([0, 0, 0, 1, 0x78, ...new Uint8Array(200)]))],
    [
      "with an empty password",
      written((block, view) => {
        block.fill(0, passwordAt);
        view.setUint16(passwordAt, 0);
      }),
    ],
    ["with a byte after the password", written((block) => block.set([1], passwordAt + 2 + anna.password.length))],
    ["with a byte at its very end", written((block) => block.set([1], blockSize - 1))],
    ["whose user name is longer than a block", written((_, view) => view.setUint16(0, 65_535))],
    ["whose user name ends where no length fits any more", written((_, view) => view.setUint16(0, 1_021))],
    ["whose user name fills it", written((_, view) => view.setUint16(0, 1_022))],
    ["whose password is longer than a block", written((_, view) => view.setUint16(passwordAt, 65_535))],
    [
      "whose password ends one byte past it",
      written((_, view) => view.setUint16(passwordAt, blockSize - passwordAt - 1)),
    ],
    ["whose user name isn't UTF-8", written((block) => block.set([0xff], 2))],
    ["whose password isn't UTF-8", written((block) => block.set([0xc3], passwordAt + 2))],
    ["whose user name has a NUL", written((block) => block.set([0], 3))],
    ["whose password has a NUL", written((block) => block.set([0], passwordAt + 3))],
    [
      "whose user name is too long",
      Uint8Array.of(1, 0, ...new Uint8Array(256).fill(120), 0, 1, 120, ...new Uint8Array(763)),
    ],
    [
      "whose password is too long",
      Uint8Array.of(0, 1, 120, 1, 255, ...new Uint8Array(511).fill(120), ...new Uint8Array(508)),
    ],
  ])("%s is none", (_, block) => {
    expect(readBlock(block)).toBeNull();
  });

  it("with the longest of both is one", () => {
    const longest = { userName: letters(bounds.userNameBytes), password: letters(bounds.passwordBytes) };
    expect(readBlock(writeBlock(longest))).toEqual(longest);
  });

  it("keeps a BOM: it is part of what somebody typed", () => {
    const bom = { userName: "\ufeffa", password: "\ufeffb" };
    expect(readBlock(writeBlock(bom))).toEqual(bom);
  });
});

const sealedFor: SealedFor = {
  grant: `${"B".repeat(21)}A`,
  customer: "gTl3Dqh9F19Wo1Rmw0x-zMuNipG07jeiXfYPW4_Js5Q",
  computer: "7UkoxijRwsbq6QM4kFmVYSlZJzpcY_k2NsFGFKyHN9E",
};

describe("sealed credentials", () => {
  let door: Awaited<ReturnType<typeof freshShare>>;
  let sealed: string;
  beforeAll(async () => {
    door = await freshShare();
    sealed = await sealCredentials(writeBlock(anna), door.share, sealedFor);
  });
  const opened = (text: unknown, named = sealedFor): Promise<Uint8Array | null> =>
    openCredentials(text, door.privateKey, named);

  it("come out as they went in", async () => {
    const block = await opened(sealed);
    expect(block && readBlock(block)).toEqual(anna);
  });

  it("say in their header what they are for, and nothing of what they hold", () => {
    const [header = "", encrypted] = sealed.split(".");
    const said: Record<string, unknown> = JSON.parse(Buffer.from(header, "base64url").toString());
    expect(encrypted).toBe("");
    expect(said).toEqual({
      ...{ alg: "ECDH-ES", enc: "A256GCM", typ: "whileaway-credentials+jwe", grant: sealedFor.grant },
      ...{ apu: sealedFor.customer, apv: sealedFor.computer, epk: said.epk },
    });
    expect(said.epk).toMatchObject({ kty: "OKP", crv: "X25519" });
  });

  it("are as long whatever they hold, and never the same twice", async () => {
    const other = await sealCredentials(writeBlock({ userName: "a", password: letters(510) }), door.share, sealedFor);
    expect(other).toHaveLength(sealed.length);
    const again = await sealCredentials(writeBlock(anna), door.share, sealedFor);
    expect(again).not.toBe(sealed);
    expect(sealed.length).toBeLessThanOrEqual(bounds.sealed);
  });

  it.each<[string, Partial<SealedFor>]>([
    ["grant", { grant: `${"C".repeat(21)}A` }],
    ["customer", { customer: sealedFor.computer }],
    ["computer", { computer: sealedFor.customer }],
  ])("aren't opened for another %s", async (_, change) => {
    expect(await opened(sealed, { ...sealedFor, ...change })).toBeNull();
  });

  it("aren't opened with another one-time key", async () => {
    const other = await freshShare();
    expect(await openCredentials(sealed, other.privateKey, sealedFor)).toBeNull();
  });

  it("aren't opened with any part exchanged for that of others", async () => {
    const other = (await sealCredentials(writeBlock({ ...anna, password: "else" }), door.share, sealedFor)).split(".");
    const parts = sealed.split(".");
    for (const at of [0, 2, 3, 4]) {
      const mixed = parts.map((part, index) => (index === at ? other[index] : part)).join(".");
      expect(await opened(mixed)).toBeNull();
    }
  });

  it("aren't opened with one bit changed in any byte", async () => {
    const parts = sealed.split(".");
    for (const part of [0, 2, 3, 4]) {
      const bytes = fromBase64url(parts[part] ?? "");
      for (let at = 0; at < bytes.length; at += 7) {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(
          await opened(parts.map((one, index) => (index === part ? toBase64url(changed) : one)).join(".")),
        ).toBeNull();
      }
    }
  });

  it("aren't read where they don't look as they must", async () => {
    const [header = "", , iv = "", text = "", tag = ""] = sealed.split(".");
    const bad: unknown[] = [
      null,
      undefined,
      1,
      {},
      [sealed],
      "",
      `${header}.AA.${iv}.${text}.${tag}`,
      `${header}..${iv}.${text}`,
      `${header}..${iv}.${text}.${tag}.`,
      `${header}..${iv}A.${text}.${tag}`,
      `${header}..${iv}.${text}.${tag}A`,
      `${header}..${iv}..${tag}`,
      `..${iv}.${text}.${tag}`,
      ` ${sealed}`,
      `${sealed}\n`,
      `${sealed.slice(0, -1)}=`,
      `${header}..${iv}.${text}+.${tag}`,
      letters(5_000),
      `${header}..${iv}.${letters(4_100)}.${tag}`,
    ];
    for (const one of bad) {
      expect(sealedCredentials.safeParse(one).success).toBe(false);
      expect(await opened(one)).toBeNull();
    }
    expect(sealedCredentials.parse(sealed)).toBe(sealed);
  });

  it("may be as long as their bound and no longer", () => {
    const [header = "", , iv = "", , tag = ""] = sealed.split(".");
    const frame = `${header}..${iv}..${tag}`.length;
    const withLength = (length: number): string => `${header}..${iv}.${letters(length - frame)}.${tag}`;
    expect(sealedCredentials.safeParse(withLength(bounds.sealed)).success).toBe(true);
    expect(sealedCredentials.safeParse(withLength(bounds.sealed + 1)).success).toBe(false);
  });

  describe("sealed by a hostile program that knows the share", () => {
    type Header = CompactJWEHeaderParameters;
    const genuine = {
      alg: "ECDH-ES",
      enc: "A256GCM",
      typ: "whileaway-credentials+jwe",
      grant: sealedFor.grant,
    };
    const parties = { apu: base64url.decode(sealedFor.customer), apv: base64url.decode(sealedFor.computer) };
    const forge = async (header: Header, block = writeBlock(anna), named: Partial<typeof parties> = parties) =>
      new CompactEncrypt(block)
        .setProtectedHeader(header)
        .setKeyManagementParameters(named)
        .encrypt(await crypto.subtle.importKey("raw", fromBase64url(door.share), "X25519", true, []));

    it("open where they say what they must", async () => {
      expect(await opened(await forge(genuine))).not.toBeNull();
    });

    it.each<[string, Header]>([
      ["no type", { alg: genuine.alg, enc: genuine.enc, grant: genuine.grant }],
      ["another type", { ...genuine, typ: "JWE" }],
      ["no grant", { alg: genuine.alg, enc: genuine.enc, typ: genuine.typ }],
      ["a grant that isn't text", { ...genuine, grant: [sealedFor.grant] }],
      ["another cipher", { ...genuine, enc: "A128GCM" }],
      ["another cipher of that length", { ...genuine, enc: "A128CBC-HS256" }],
      ["wrapped keys", { ...genuine, alg: "ECDH-ES+A256KW" }],
    ])("aren't opened with %s", async (_, header) => {
      expect(await opened(await forge(header))).toBeNull();
    });

    it.each(["apu", "apv"] as const)("aren't opened without %s", async (party) => {
      const { [party]: _, ...rest } = parties;
      expect(await opened(await forge(genuine, writeBlock(anna), rest))).toBeNull();
    });

    it.each([0, 1, 1_023, 1_025])("aren't opened with %i bytes inside", async (length) => {
      expect(await opened(await forge(genuine, new Uint8Array(length)))).toBeNull();
    });

    it("aren't opened where the whole is compressed", async () => {
      const plain = await forge(genuine);
      const [header = "", ...rest] = plain.split(".");
      const said: Record<string, unknown> = JSON.parse(Buffer.from(header, "base64url").toString());
      const zipped = Buffer.from(JSON.stringify({ ...said, zip: "DEF" })).toString("base64url");
      expect(await opened([zipped, ...rest].join("."))).toBeNull();
    });
  });

  it.each([
    ["zero", repeated(0)],
    ["one", Uint8Array.of(1, ...new Uint8Array(31))],
  ])("aren't made for a share that yields no secret: %s", async (_, share) => {
    await expect(sealCredentials(writeBlock(anna), toBase64url(share), sealedFor)).rejects.toThrow();
  });

  it.each(["", "AA", "!".repeat(43)])("aren't made for what is no share: %j", async (share) => {
    await expect(sealCredentials(writeBlock(anna), share, sealedFor)).rejects.toThrow();
  });
});

describe("a fresh share", () => {
  it("is 32 bytes, another each time, and its private half can't be read", async () => {
    const [one, other] = [await freshShare(), await freshShare()];
    expect(fromBase64url(one.share)).toHaveLength(32);
    expect(one.share).not.toBe(other.share);
    expect(one.privateKey.extractable).toBe(false);
    expect(one.privateKey.usages).toEqual(["deriveBits"]);
    await expect(crypto.subtle.exportKey("jwk", one.privateKey)).rejects.toThrow();
  });
});
