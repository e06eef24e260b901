import { say } from "../../shared/statements.ts";
import type { OwnKey } from "./keys.ts";
import type { Reply, ServerClient } from "./server-client.ts";

/** Signs a `hello` over a fresh nonce of the server's (protocol.md section 1): proves who holds the key. */
export async function sayHello(given: {
  client: ServerClient;
  server: string;
  key: OwnKey;
  now(): number;
}): Promise<Reply<string>> {
  const asked = await given.client.nonce();
  if (!asked.ok) return asked;
  const { server, key } = given;
  const saying = { who: key.name, server, nonce: asked.value.nonce, at: given.now() };
  return { ok: true, value: await say("hello", saying, key.privateKey) };
}
