import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from "node:crypto";
import { type Frame, type FrameKind, frameIn, longestBody, longestFrame, sealing } from "../../shared/stream.ts";

// The doorkeeper's half of the encrypted stream by Node's own AES-256-GCM, at once and in order: several times as fast for
// small frames as waiting for WebCrypto one by one (protocol.md section 6).

const algorithm = "aes-256-gcm";
const tagLength = 16;

/** Takes the raw key over: it is zeroed here. */
function taken(raw: Uint8Array): KeyObject {
  const key = createSecretKey(raw);
  raw.fill(0);
  return key;
}

/** Writes the numbers of frames into one nonce (shared/stream.ts, `nonceOf`), which OpenSSL copies each time. */
function nonces(): () => Uint8Array {
  const nonce = Buffer.alloc(12);
  let counter = 0;
  return () => {
    nonce.writeUInt32BE(Math.floor(counter / 2 ** 32), 4);
    nonce.writeUInt32BE(counter % 2 ** 32, 8);
    counter += 1;
    return nonce;
  };
}

/** how many are made ahead at a time, and how few are left when more are */
const stock = { full: 64, low: 16 };

/**
 * What is made one after the other, a stock of it ahead: a cipher takes long to make by itself, and many are made
 * at once after one of many frames, not after each. The first that was made is the next that is used, so that numbers stay in order.
 */
function ahead<Made>(make: () => Made): () => Made {
  const made: Made[] = [];
  let isDue = false;
  const fill = (): void => {
    isDue = false;
    while (made.length < stock.full) made.push(make());
  };
  return () => {
    const next = made.shift() ?? make();
    if (made.length < stock.low && !isDue) {
      isDue = true;
      setImmediate(fill);
    }
    return next;
  };
}

/** bytes up to which one call that copies is quicker than two that don't */
const small = 4_096;

export type Sealer = (kind: FrameKind, body: Uint8Array) => Uint8Array;

/** Seals frames one after the other; zeroes the raw key. Throws a `RangeError` on a body that is too long. */
export function createFrameSealer(raw: Uint8Array): Sealer {
  const key = taken(raw);
  const nonce = nonces();
  const nextCipher = ahead(() => createCipheriv(algorithm, key, nonce()));
  return (kind, body) => {
    if (body.length > longestBody) throw new RangeError("a body that is too long");
    const cipher = nextCipher();
    const message = Buffer.allocUnsafe(body.length + sealing);
    const tagAt = 1 + body.length;
    message[0] = kind;
    // A stream cipher: each call gives as many bytes as it takes.
    if (body.length <= small) {
      message.set(body, 1);
      message.set(cipher.update(message.subarray(0, tagAt)), 0);
    } else {
      message.set(cipher.update(message.subarray(0, 1)), 0);
      message.set(cipher.update(body), 1);
    }
    cipher.final();
    message.set(cipher.getAuthTag(), tagAt);
    return message;
  };
}

export type Opener = (message: Uint8Array) => Frame | null;

/** Opens frames one after the other; zeroes the raw key. Null for whatever isn't the other side's next frame. */
export function createFrameOpener(raw: Uint8Array): Opener {
  const key = taken(raw);
  const nonce = nonces();
  const options = { authTagLength: tagLength };
  const nextDecipher = ahead(() => createDecipheriv(algorithm, key, nonce(), options));
  return (message) => {
    if (message.length < sealing || message.length > longestFrame) return null;
    const tagAt = message.length - tagLength;
    const decipher = nextDecipher();
    decipher.setAuthTag(message.subarray(tagAt));
    const plain = decipher.update(message.subarray(0, tagAt));
    try {
      decipher.final();
    } catch {
      plain.fill(0);
      return null;
    }
    return frameIn(plain);
  };
}
