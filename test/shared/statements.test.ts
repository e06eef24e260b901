import { beforeAll, describe, expect, it } from "vitest";
import { toBase64url } from "../../shared/base64url.ts";
import { compact } from "../../shared/bounds.ts";
import { checkNumber, commitTo } from "../../shared/check-number.ts";
import {
  hashOf,
  hear,
  introduce,
  nameOf,
  publicKeyOf,
  type Saying,
  type StatementKind,
  say,
  sha256,
} from "../../shared/statements.ts";
import { forge, privateKeyOf, publicNameOf, repeated, resigned } from "./keys.ts";
import { everyDay, terms } from "./valid.ts";

// The keys of protocol.md section 8.
const T = "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w";
const C = "gTl3Dqh9F19Wo1Rmw0x-zMuNipG07jeiXfYPW4_Js5Q";
const D = "7UkoxijRwsbq6QM4kFmVYSlZJzpcY_k2NsFGFKyHN9E";
const commit = "BQyN29vG8EyGBU3_VhyXMqVwc9nGmUFUB_NhgZTsdzw";
const joinHash = "Vojun-G05t9XBc0KLtkvwv8ZKkll-fvZlxRomE7B8n8";
const meetHash = "4sENC-NzdnY999sBiJYM46wQT-JvwK4fwKj9rQsG2xQ";
const pairDoorHash = "uHR7Q_XloHOAaITVGTRaC5VPzUpnTFlaepS4-Yp2SB0";
const id = "A".repeat(22);
const bytes = "A".repeat(43);
const at = 1_800_000_000_000;
const ownHistory = { entries: 3, head: bytes };

const sayings: { [Kind in StatementKind]: Saying<Kind> } = {
  hello: { who: T, server: "https://whileaway.example", nonce: bytes, at },
  join: { session: id, customer: C, commit, at },
  meet: {
    session: id,
    technician: T,
    customer: C,
    join: joinHash,
    nonce: toBase64url(repeated(0x17)),
    name: "Anna",
    organisation: "Contoso",
    at: at + 1000,
  },
  "pair-door": {
    ...{ computer: D, customer: C, commit, nonce: toBase64url(repeated(0x18)), name: "PC-7", system: "linux" },
    at: at + 2000,
  },
  paired: { customer: C, computer: D, door: pairDoorHash, at },
  request: {
    ...{ id, technician: T, name: "Anna Berg", organisation: "Contoso IT", customer: C, computer: D, session: id },
    ...{
      terms: terms({ hours: [everyDay("20:00", "06:00")] }),
      reason: "Updates\noutside working hours",
      ticket: "",
      at,
      lapses: at + 1,
    },
  },
  "approval-challenge": { computer: D, customer: C, request: bytes, share: bytes, at, ...ownHistory },
  grant: {
    ...{ id, request: bytes, technician: T, technicianName: "Anna Berg", customer: C, computer: D, terms: terms() },
    ...{ confirmed: "click", credentials: null, challenge: bytes, approvedAt: at },
  },
  receipt: { computer: D, grant: id, grantHash: bytes, answer: "registered", at, ...ownHistory },
  decision: { customer: C, computer: null, grant: id, state: "paused", n: 1, at },
  decided: { computer: D, grant: id, state: "paused", n: 1, by: "customer", at, ...ownHistory },
  challenge: {
    ...{ computer: D, technician: T, grant: id, connection: id, share: bytes, mode: "at-connection", at },
    ...ownHistory,
  },
  order: {
    ...{ technician: T, computer: D, grant: id, connection: id, challenge: bytes, share: bytes, resumes: null },
    at,
  },
  entry: {
    ...{ computer: D, n: 1, previous: bytes, event: "connection-ended", grant: id, technician: T, because: "window" },
    at,
  },
};
const speaker: Record<StatementKind, number> = {
  ...{ hello: 1, join: 2, meet: 1, request: 1, grant: 2, decision: 2, "pair-door": 3, paired: 2 },
  ...{ "approval-challenge": 3, receipt: 3, decided: 3, challenge: 3, order: 1, entry: 3 },
};
const kinds = Object.keys(sayings) as StatementKind[];
const nameOfSpeaker = (kind: StatementKind): string => [T, C, D][speaker[kind] - 1] ?? "";

const compacts = {} as Record<StatementKind, string>;
let technician: CryptoKey;
beforeAll(async () => {
  technician = await privateKeyOf(1);
  for (const kind of kinds) compacts[kind] = await say(kind, sayings[kind] as never, await privateKeyOf(speaker[kind]));
});

describe("the vectors of protocol.md section 8", () => {
  it("the seeds give the keys", async () => {
    expect(await Promise.all([1, 2, 3].map(publicNameOf))).toEqual([T, C, D]);
  });
  it("the commitment", async () => expect(await commitTo(repeated(0x42))).toBe(commit));
  it("the hashes of join, meet and pair-door", async () => {
    expect(await hashOf(compacts["pair-door"])).toBe(pairDoorHash);
    expect(await hashOf(compacts.join)).toBe(joinHash);
    expect(await hashOf(compacts.meet)).toBe(meetHash);
  });
  it("the check number of technician and customer", async () => {
    expect(await checkNumber(joinHash, meetHash, repeated(0x42))).toBe("130404");
  });
  it("the check number of customer and doorkeeper", async () => {
    const token = "gTl3Dqh9F19Wo1Rmw0x-zMuNipG07jeiXfYPW4_Js5QFDI3b28bwTIYFTf9WHJcypXBz2caZQVQH82GBlOx3PA";
    expect(await checkNumber(await sha256(token), pairDoorHash, repeated(0x42))).toBe("146791");
  });
  it("a number always has six digits", async () => {
    const numbers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => checkNumber(bytes, bytes, repeated(index))),
    );
    expect(numbers.every((number) => /^\d{6}$/.test(number))).toBe(true);
    expect(numbers.some((number) => number.startsWith("0"))).toBe(true);
  });
  it("the number depends on both statements, on their order and on r", async () => {
    const numbers = await Promise.all([
      checkNumber(joinHash, meetHash, repeated(0x42)),
      checkNumber(meetHash, joinHash, repeated(0x42)),
      checkNumber(joinHash, joinHash, repeated(0x42)),
      checkNumber(joinHash, meetHash, repeated(0x43)),
    ]);
    expect(new Set(numbers).size).toBe(4);
    await expect(checkNumber(`${joinHash}=`, meetHash, repeated(0x42))).rejects.toThrow(RangeError);
  });
});

describe("what is said is heard", () => {
  it.each(kinds)("%s", async (kind) => {
    const heard = await hear(kind, compacts[kind], nameOfSpeaker(kind));
    expect(heard).toEqual({ ok: true, statement: { v: 1, ...sayings[kind] } });
  });

  it.each(kinds)("%s says its members in the order of the table, after v", async (kind) => {
    const [header = "", payload = ""] = compacts[kind]
      .split(".")
      .map((part) => Buffer.from(part, "base64url").toString());
    expect(header).toBe(`{"alg":"EdDSA","typ":"whileaway-${kind}+jws"}`);
    expect(payload).toBe(JSON.stringify({ v: 1, ...sayings[kind] }));
    const reversed = Object.fromEntries(Object.entries(sayings[kind]).reverse());
    expect(await say(kind, reversed as never, await privateKeyOf(speaker[kind]))).toBe(compacts[kind]);
  });

  it("a hash names header and payload, never the signature", async () => {
    const other = resigned(compacts.join, (signature) => signature.fill(0));
    expect(await hashOf(other)).toBe(joinHash);
    expect(await sha256(compacts.join.split(".").slice(0, 2).join("."))).toBe(joinHash);
  });

  it("nobody says what isn't in the table", async () => {
    const hello = sayings.hello;
    await expect(say("hello", { ...hello, also: 1 } as never, technician)).rejects.toThrow();
    await expect(say("hello", { ...hello, at: -1 }, technician)).rejects.toThrow();
    await expect(say("hello", { ...hello, v: 2 } as never, technician)).rejects.toThrow();
  });

  it("a key pair is named by its public half", async () => {
    const pair = (await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"])) as CryptoKeyPair;
    const name = await nameOf(pair);
    const compact = await say("hello", { ...sayings.hello, who: name }, pair.privateKey);
    expect(await hear("hello", compact, name)).toMatchObject({ ok: true });
    expect(await introduce("hello", compact)).toMatchObject({ ok: true });
  });
});

describe("first contact", () => {
  it.each(["hello", "join", "meet", "pair-door"] as const)("%s is read with the key inside it", async (kind) => {
    expect(await introduce(kind, compacts[kind])).toEqual({ ok: true, statement: { v: 1, ...sayings[kind] } });
  });
  it("a key that isn't the speaker's own proves nothing", async () => {
    const compact = await say("hello", { ...sayings.hello, who: C }, technician);
    expect(await introduce("hello", compact)).toEqual({ ok: false, because: "bad-signature" });
  });
  it("another kind isn't read", async () => {
    expect(await introduce("join", compacts.hello)).toEqual({ ok: false, because: "unreadable" });
    expect(await introduce("hello", "")).toEqual({ ok: false, because: "unreadable" });
  });
  it("a statement that fails to be read isn't verified", async () => {
    const payload = JSON.stringify({ v: 1, ...sayings.hello, also: 1 });
    const compact = await forge('{"alg":"EdDSA","typ":"whileaway-hello+jws"}', payload, technician);
    expect(await introduce("hello", compact)).toEqual({ ok: false, because: "unreadable" });
  });
});

describe("another spelling of a statement isn't heard", () => {
  // The order of the group, little endian: S + L is another valid-looking S.
  const order = Buffer.from("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010", "hex");
  const plusOrder = (signature: Uint8Array): void => {
    let carry = 0;
    for (const [index, byte] of order.entries()) {
      carry += (signature[32 + index] ?? 0) + byte;
      signature[32 + index] = carry & 0xff;
      carry >>= 8;
    }
  };
  const nextLetter = (letter: string): string => String.fromCharCode(letter.charCodeAt(0) + 1);
  const rows: [what: string, change: (compact: string) => unknown, because: "unreadable" | "bad-signature"][] = [
    [
      "the last letter with other unused bits",
      (compact) => compact.slice(0, -1) + nextLetter(compact.slice(-1)),
      "unreadable",
    ],
    ["padded", (compact) => `${compact}==`, "unreadable"],
    ["a padded payload", (compact) => compact.replace(/\.([^.]+)\./, ".$1=."), "unreadable"],
    [
      "with the letters of plain base64",
      (compact) => compact.replace(/[-_]/, (letter) => (letter === "-" ? "+" : "/")),
      "unreadable",
    ],
    ["with a blank behind it", (compact) => `${compact} `, "unreadable"],
    ["with a blank before it", (compact) => ` ${compact}`, "unreadable"],
    ["with a line break behind it", (compact) => `${compact}\n`, "unreadable"],
    ["with a line break within", (compact) => compact.replace(".", ".\n"), "unreadable"],
    ["with a fourth part", (compact) => `${compact}.`, "unreadable"],
    ["without its signature", (compact) => compact.slice(0, compact.lastIndexOf(".") + 1), "unreadable"],
    ["with two signatures", (compact) => compact + compact.slice(compact.lastIndexOf(".") + 1), "unreadable"],
    ["without its payload", (compact) => compact.replace(/\.[^.]+\./, ".."), "unreadable"],
    ["a shorter signature", (compact) => compact.slice(0, -2), "unreadable"],
    ["in capitals", (compact) => compact.toUpperCase(), "unreadable"],
    ["as an object", (compact) => ({ compact }), "unreadable"],
    ["as a String object", (compact) => new String(compact), "unreadable"],
    ["in a list", (compact) => [compact], "unreadable"],
    ["nothing", () => undefined, "unreadable"],
    ["S + L", (compact) => resigned(compact, plusOrder), "bad-signature"],
    [
      "one bit of the signature",
      (compact) => resigned(compact, (signature) => signature.set([(signature[0] ?? 0) ^ 1])),
      "bad-signature",
    ],
    ["a signature of zeros", (compact) => resigned(compact, (signature) => signature.fill(0)), "bad-signature"],
    [
      "another payload under the same signature",
      (compact) =>
        compact.replace(
          /\.[^.]+\./,
          `.${toBase64url(new TextEncoder().encode(JSON.stringify({ v: 1, ...sayings.hello, at: at + 1 })))}.`,
        ),
      "bad-signature",
    ],
  ];
  it.each(rows)("%s", async (_, change, because) => {
    // A genuine statement whose signature holds a letter that differs between the two alphabets.
    let compact = compacts.hello;
    for (let n = 1; !/[-_][^.]*$/.test(compact); n++)
      compact = await say("hello", { ...sayings.hello, at: at + n }, technician);
    expect(await hear("hello", compact, T)).toMatchObject({ ok: true });
    expect(await hear("hello", change(compact), T)).toEqual({ ok: false, because });
  });
});

describe("a foreign header isn't heard", () => {
  it.each([
    ["no algorithm", '{"alg":"none","typ":"whileaway-hello+jws"}'],
    ["the newer name of the algorithm", '{"alg":"Ed25519","typ":"whileaway-hello+jws"}'],
    ["another algorithm", '{"alg":"HS256","typ":"whileaway-hello+jws"}'],
    ["members in another order", '{"typ":"whileaway-hello+jws","alg":"EdDSA"}'],
    ["a blank", '{"alg":"EdDSA", "typ":"whileaway-hello+jws"}'],
    ["another kind", '{"alg":"EdDSA","typ":"whileaway-join+jws"}'],
    ["no kind", '{"alg":"EdDSA"}'],
    ["a critical extension", '{"alg":"EdDSA","typ":"whileaway-hello+jws","crit":["b64"],"b64":true}'],
    ["a key id", '{"alg":"EdDSA","typ":"whileaway-hello+jws","kid":"x"}'],
    ["a key of its own", `{"alg":"EdDSA","typ":"whileaway-hello+jws","jwk":{"kty":"OKP","crv":"Ed25519","x":"${T}"}}`],
    ["the algorithm twice", '{"alg":"EdDSA","alg":"EdDSA","typ":"whileaway-hello+jws"}'],
    ["an escaped letter", '{"alg":"EdDS\\u0041","typ":"whileaway-hello+jws"}'],
  ])("%s", async (_, header) => {
    const payload = JSON.stringify({ v: 1, ...sayings.hello });
    expect(await hear("hello", await forge(header, payload, technician), T)).toEqual({
      ok: false,
      because: "unreadable",
    });
  });
});

describe("kinds and keys are kept apart", () => {
  const pairs = kinds.flatMap((said) => kinds.filter((asked) => asked !== said).map((asked) => [said, asked] as const));
  it.each(pairs)("%s isn't heard as %s", async (said, asked) => {
    expect(await hear(asked, compacts[said], nameOfSpeaker(said))).toEqual({ ok: false, because: "unreadable" });
  });

  it.each(kinds)("%s isn't heard with another's key", async (kind) => {
    for (const other of [T, C, D].filter((name) => name !== nameOfSpeaker(kind)))
      expect(await hear(kind, compacts[kind], other)).toEqual({ ok: false, because: "bad-signature" });
  });

  it.each([
    ["nothing", ""],
    ["padding", `${T}=`],
    ["other unused bits", `${T.slice(0, -1)}x`],
    ["a short key", T.slice(1)],
    ["two keys", T + T],
  ])("a name of a key with %s is none", async (_, key) => {
    expect(await hear("hello", compacts.hello, key)).toEqual({ ok: false, because: "unreadable" });
    await expect(publicKeyOf(key)).rejects.toThrow();
  });
});

describe("a payload that isn't exactly as the table says isn't heard, whoever signed it", () => {
  const hello = { v: 1, ...sayings.hello };
  const written = (changed: object): string => JSON.stringify({ ...hello, ...changed });
  const rows: [what: string, payload: string | Uint8Array][] = [
    ["a member too many", written({ also: 1 })],
    ["a member missing", JSON.stringify({ ...hello, at: undefined })],
    ["a member twice", written({}).replace('"at":', `"at":${at},"at":`)],
    ["a member twice, first another", written({}).replace('"at":', '"at":1,"at":')],
    ["version 2", written({ v: 2 })],
    ["no version", JSON.stringify(sayings.hello)],
    ["the version as text", written({ v: "1" })],
    ["a blank", written({}).replace(",", ", ")],
    ["a line break behind it", `${written({})}\n`],
    ["a byte order mark", `\ufeff${written({})}`],
    ["a number spelled otherwise", written({}).replace(String(at), "1.8e12")],
    ["a number with a point", written({}).replace(String(at), `${at}.0`)],
    ["an escaped letter", written({}).replace("https", "http\\u0073")],
    ["an instant before 1970", written({ at: -1 })],
    ["a part of a millisecond", written({ at: 1.5 })],
    ["an instant as text", written({ at: String(at) })],
    ["null", "null"],
    ["a list", "[]"],
    ["a text", '"hello"'],
    ["no JSON", "{"],
    ["two statements", written({}) + written({})],
    ["invalid UTF-8", Uint8Array.from([...new TextEncoder().encode(written({}).slice(0, -2)), 0xff, 0x7d])],
    ["a lone surrogate", written({ server: "https://a\ud800.example" })],
    ["a prototype", written({}).replace('"v":1', '"__proto__":{"v":1}')],
    ["an origin with a path", written({ server: "https://whileaway.example/" })],
    ["an origin in capitals", written({ server: "https://Whileaway.example" })],
    ["another scheme", written({ server: "ftp://whileaway.example" })],
    ["no origin", written({ server: "whileaway.example" })],
  ];
  it.each(rows)("%s", async (_, payload) => {
    const compact = await forge('{"alg":"EdDSA","typ":"whileaway-hello+jws"}', payload, technician);
    expect(await hear("hello", compact, T)).toEqual({ ok: false, because: "unreadable" });
  });

  const heard = async (kind: StatementKind, changed: object) => {
    const payload = JSON.stringify({ v: 1, ...sayings[kind], ...changed });
    const header = `{"alg":"EdDSA","typ":"whileaway-${kind}+jws"}`;
    return hear(kind, await forge(header, payload, await privateKeyOf(speaker[kind])), nameOfSpeaker(kind));
  };
  const unreadable = { ok: false, because: "unreadable" };

  it.each<[string, string]>([
    ["nothing", ""],
    ["blanks", "  "],
    ["a blank behind it", "Anna "],
    ["a line break", "Anna\nBerg"],
    ["a tab", "Anna\tBerg"],
    ["NUL", "Anna\u0000"],
    ["DEL", "Anna\u007f"],
    ["right to left", "Anna\u202egreB"],
    ["an isolate", "Anna\u2066Berg\u2069"],
    ["a zero-width blank", "An\u200bna"],
    ["a byte order mark", "\ufeffAnna"],
    ["a line separator", "Anna\u2028Berg"],
    ["letters that aren't composed", "Ju\u0308rgen"],
    ["201 letters", "a".repeat(201)],
  ])("a name with %s", async (_, name) => {
    expect(await heard("meet", { name })).toEqual(unreadable);
    expect(await heard("meet", { organisation: name })).toEqual(unreadable);
    expect(await heard("request", { name })).toEqual(unreadable);
    expect(await heard("grant", { technicianName: name })).toEqual(unreadable);
  });

  it.each(["a", "Jürgen Öz", "Анна", "山田", "O'Neill & <b>", "a".repeat(200)])(
    "but the name %s is one",
    async (name) => {
      expect(await heard("meet", { name })).toMatchObject({ ok: true });
    },
  );

  it.each<[string, object]>([
    ["a reason that turns direction", { reason: "Updates\u202e" }],
    ["a reason with NUL", { reason: "Updates\u0000" }],
    ["a reason with other line breaks", { reason: "Updates\r\nnow" }],
    ["a reason of 2001 letters", { reason: "a".repeat(2001) }],
    ["a ticket of 201 letters", { ticket: "1".repeat(201) }],
    ["an id that is too short", { id: "A".repeat(21) }],
    ["an id with other unused bits", { id: `${"A".repeat(21)}B` }],
    ["no computer", { computer: undefined }],
    ["terms with a member too many", { terms: { ...terms(), until: 1 } }],
    [
      "terms with 21 entries",
      { terms: { ...terms(), hours: Array.from({ length: 21 }, () => everyDay("09:00", "10:00")) } },
    ],
  ])("a request with %s", async (_, changed) => {
    expect(await heard("request", changed)).toEqual(unreadable);
  });

  it("a request may be asked of no doorkeeper, and with terms that mean nothing: they are refused by field", async () => {
    expect(await heard("request", { computer: null, reason: "", ticket: "a".repeat(200) })).toMatchObject({ ok: true });
    const nonsense = terms({ span: { kind: "days", days: 0 }, hours: [everyDay("x", "x")], zone: "Nowhere" });
    expect(await heard("request", { terms: nonsense })).toMatchObject({ ok: true });
  });

  it("a decision opens, pauses or revokes", async () => {
    for (const state of ["open", "paused", "revoked"])
      expect(await heard("decision", { state })).toMatchObject({ ok: true });
    for (const confirmed of ["click", "password"])
      expect(await heard("grant", { confirmed })).toMatchObject({ ok: true });
  });

  it("a name that isn't UTF-8", async () => {
    const [before, after] = JSON.stringify({ v: 1, ...sayings.meet }).split("Anna") as [string, string];
    const encoder = new TextEncoder();
    const header = '{"alg":"EdDSA","typ":"whileaway-meet+jws"}';
    const sign = (name: number[]) =>
      forge(header, Uint8Array.from([...encoder.encode(before), ...name, ...encoder.encode(after)]), technician);
    expect(await hear("meet", await sign([0xc3, 0xbc]), T)).toMatchObject({ ok: true, statement: { name: "ü" } });
    for (const name of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc1, 0x81]])
      expect(await hear("meet", await sign(name), T)).toEqual(unreadable);
  });

  it("a payload in another spelling, signed as it is spelled", async () => {
    const header = toBase64url(new TextEncoder().encode('{"alg":"EdDSA","typ":"whileaway-hello+jws"}'));
    const bytes = new TextEncoder().encode(JSON.stringify({ v: 1, ...sayings.hello, server: "https://a.example" }));
    const spelled = async (payload: string) => {
      const text = `${header}.${payload}`;
      const signature = await crypto.subtle.sign("Ed25519", technician, new TextEncoder().encode(text));
      return hear("hello", `${text}.${toBase64url(new Uint8Array(signature))}`, T);
    };
    const payload = toBase64url(bytes);
    expect(payload.length % 4).not.toBe(0);
    expect(await spelled(payload)).toMatchObject({ ok: true });
    expect(
      await spelled(payload.slice(0, -1) + String.fromCharCode(payload.charCodeAt(payload.length - 1) + 1)),
    ).toEqual(unreadable);
    expect(await spelled(`${payload}AAA`.slice(0, payload.length - (payload.length % 4) + 1))).toEqual(unreadable);
  });

  it.each<[string, StatementKind, object]>([
    ["another confirmation", "grant", { confirmed: "nod" }],
    ["credentials that are no hash", "grant", { credentials: "secret" }],
    ["no challenge", "grant", { challenge: undefined }],
    ["another state", "decision", { state: "closed" }],
    ["no state", "decision", { state: "" }],
    ["the number 0", "decision", { n: 0 }],
    ["a part of a number", "decision", { n: 1.5 }],
    ["a key of no computer", "decision", { computer: "" }],
  ])("%s", async (_, kind, changed) => {
    expect(await heard(kind, changed)).toEqual(unreadable);
  });

  it("the longest request that its fields allow is heard; nothing longer than 16,384 letters is", async () => {
    // Three bytes a letter are the most that a text can take.
    const [name, reason] = ["語".repeat(200), "語".repeat(2000)];
    const hours = Array.from({ length: 20 }, () => everyDay("20:00", "06:00"));
    const longest = { name, organisation: name, ticket: name, reason, terms: terms({ hours }) };
    expect(await heard("request", longest)).toMatchObject({ ok: true });
    const [header, payload, signature] = compacts.request.split(".") as [string, string, string];
    const filled = (length: number) =>
      `${header}.${payload.padEnd(length - header.length - signature.length - 2, "A")}.${signature}`;
    expect(compact.safeParse(filled(16_384)).success).toBe(true);
    expect(compact.safeParse(filled(16_385)).success).toBe(false);
    expect(await heard("request", { also: "a".repeat(20_000) })).toEqual(unreadable);
  });
});

describe("keys under which anybody can sign", () => {
  const points = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ].flatMap((hex) => {
    const point = Uint8Array.from(Buffer.from(hex, "hex"));
    return [point, point.with(31, (point[31] ?? 0) | 0x80)];
  });

  it.each(points.map((point) => [Buffer.from(point).toString("hex"), point] as const))(
    "%s verifies nothing",
    async (_, point) => {
      const key = toBase64url(point);
      await expect(publicKeyOf(key)).rejects.toThrow(new RangeError("a key that anybody can sign with"));
      for (const first of points) {
        const header = toBase64url(new TextEncoder().encode('{"alg":"EdDSA","typ":"whileaway-hello+jws"}'));
        const payload = toBase64url(new TextEncoder().encode(JSON.stringify({ v: 1, ...sayings.hello, who: key })));
        const compact = `${header}.${payload}.${toBase64url(Uint8Array.from([...first, ...repeated(0)]))}`;
        expect(await hear("hello", compact, key)).toEqual({ ok: false, because: "bad-signature" });
        expect(await introduce("hello", compact)).toEqual({ ok: false, because: "bad-signature" });
      }
    },
  );

  it("others are used as they are", async () => {
    for (const name of [T, C, D]) expect((await publicKeyOf(name)).usages).toEqual(["verify"]);
  });
});
