/**
 * The encodings of the eight points of Ed25519 whose order is small, with the sign bit cleared, as hex: 0, 1, -1, the two
 * of order eight, and the spellings of 0 and 1 that are not the shortest (the list of libsodium's `ge25519_has_small_order`).
 */
const small = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]);

/**
 * Whether 32 bytes are a public key under which anybody can sign anything. Chromium's WebCrypto verifies such signatures,
 * Node's doesn't: so every key is looked at before it is used.
 */
export function isLowOrder(publicKey: Uint8Array): boolean {
  const bytes = [...publicKey].map((byte, index) => (index === 31 ? byte & 0x7f : byte));
  return small.has(bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(""));
}
