/** What protocol.md section 3 calls the token: the customer's key and his commitment, 86 characters, nothing secret. */
const tokenShape = /^[A-Za-z0-9_-]{86}$/;
const serverShape = /^https?:\/\/[a-z0-9.:[\]-]+$/;

/** The doorkeeper as it is saved from the popup. */
export const doorkeeperFile = "doorkeeper.mjs";

/**
 * The command that is typed at the computer, made of the build's own constants and a validated token; nothing of it
 * comes from the server, and nothing in it means anything to a shell. Throws on anything else.
 */
export function pairCommand(server: string, token: string): string {
  if (!serverShape.test(server) || !tokenShape.test(token)) throw new RangeError("not what a command is made of");
  return `node ${doorkeeperFile} --server ${server} --pair ${token}`;
}
