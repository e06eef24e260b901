import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { keptIn } from "./data-directory.ts";
import type { OwnKey } from "./parts.ts";
import { Sentence } from "./sentence.ts";

/** The doorkeeper's own Ed25519 key in `DIRECTORY/key` (PKCS #8, PEM), made at the first start. */
export async function ownKeyIn(directory: string): Promise<OwnKey> {
  const kept = keptIn(directory, "key", () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    return Buffer.from(privateKey.export({ type: "pkcs8", format: "pem" }));
  });
  try {
    const read = createPrivateKey(Buffer.from(kept));
    const name = createPublicKey(read).export({ format: "jwk" }).x ?? "";
    const pkcs8 = read.export({ type: "pkcs8", format: "der" });
    const privateKey = await crypto.subtle.importKey("pkcs8", new Uint8Array(pkcs8), "Ed25519", false, ["sign"]);
    return { name, privateKey };
  } catch {
    throw new Sentence(
      `${directory}/key can't be read. Without it nobody is paired: move the directory away and pair anew.`,
    );
  }
}
