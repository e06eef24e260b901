import type { Credentials } from "../../shared/credentials.ts";
import type { RefusalCode } from "../../shared/door-words.ts";
import { type Accounts, createAccounts, isAccountName } from "./administrators.ts";
import type { LogIn } from "./parts.ts";
import type { ScreenAddress } from "./screen-address.ts";
import { connectTo, type ScreenOwners, screenOwners } from "./screen-listener.ts";
import { NoScreen, ScreenReader } from "./screen-reader.ts";

// Logging in to the computer's own screen server (RFB 3.8), which asks the operating system about the account. Types
// without a user name are never spoken: a wrong password must not fall back to a weaker question or to none.

/** One way to log in with a user name. `ready` is awaited last before the password is said; a code instead of `ok` ends it. */
type LoginType = {
  number: number;
  logIn(
    screen: ScreenReader,
    credentials: Credentials,
    ready: () => Promise<"ok" | RefusalCode>,
  ): Promise<"ok" | RefusalCode>;
};

/** What a screen may offer, the first that it does is used. Here belong MS-Logon II (113, Windows) and Apple's (30, macOS). */
const loginTypes: readonly LoginType[] = [{ number: 19, logIn: veNCryptPlain }];

/** ms for all that a screen says until it has accepted or refused somebody */
const usualPatience = 10_000;

export function createScreenLogin(
  address: ScreenAddress,
  {
    accounts = createAccounts(),
    owners = screenOwners,
    patience = usualPatience,
  }: { accounts?: Accounts; owners?: ScreenOwners; patience?: number } = {},
): LogIn {
  return async (credentials, needs) => {
    const refused = (because: RefusalCode) => ({ ok: false, because }) as const;
    // Names that no account has go nowhere: not to the operating system, not to the screen.
    if (!isAccountName(credentials.userName)) return refused("not-accepted");
    const socket = connectTo(address);
    // What goes wrong shows as a socket that is closed; without a listener it would end the doorkeeper.
    socket.on("error", () => {});
    const screen = new ScreenReader(socket, patience);
    const answer = await (async (): Promise<"ok" | RefusalCode> => {
      // Asked while the screen greets us, and known before it is told anything.
      const [type, account] = await Promise.all([offeredType(screen), accounts(credentials.userName)]);
      if (type === null) return "no-login-type";
      if (account === null) return "not-accepted";
      const ready = async (): Promise<"ok" | RefusalCode> => {
        const there = await owners(address, socket);
        return there?.length && there.every((uid) => uid === 0 || uid === account.uid) ? "ok" : "not-our-screen";
      };
      const answered = await type.logIn(screen, credentials, ready);
      // Only now: who doesn't know the password isn't told what the account may do.
      return answered === "ok" && needs.administrator && !account.administrator ? "not-an-administrator" : answered;
    })().catch((): RefusalCode => "no-screen");
    screen.done();
    if (answer === "ok") return { ok: true, screen: { socket, close: () => socket.destroy() } };
    socket.destroy();
    return refused(answer);
  };
}

/** The beginning up to the choice of a type; null where none of those offered asks for a user name. */
async function offeredType(screen: ScreenReader): Promise<LoginType | null> {
  const [, major, minor] = /^RFB (\d{3})\.(\d{3})\n$/.exec((await screen.read(12)).toString("latin1")) ?? [];
  if (major === undefined || minor === undefined) throw new NoScreen("it isn't a screen");
  // Before 3.8 there was no type with a user name that we speak, and other answers. Apple's screens call themselves 3.889.
  if (Number(major) !== 3 || Number(minor) < 8) return null;
  screen.write(Buffer.from("RFB 003.008\n", "latin1"));
  const count = await screen.number(1);
  // None at all, then a reason: the screen turns us away. The reason is a stranger's text, and isn't read.
  if (count === 0) throw new NoScreen("it turned us away");
  const offered = await screen.read(count);
  const type = loginTypes.find(({ number }) => offered.includes(number)) ?? null;
  if (type !== null) screen.write(Buffer.from([type.number]));
  return type;
}

const plainSubtype = 256;

/** VeNCrypt 0.2, subtype Plain: user name and password in clear, so only ever to this computer itself. */
async function veNCryptPlain(
  screen: ScreenReader,
  { userName, password }: Credentials,
  ready: () => Promise<"ok" | RefusalCode>,
): Promise<"ok" | RefusalCode> {
  if ((await screen.number(2)) < 0x0002) return "no-login-type";
  screen.write(Buffer.from([0, 2]));
  if ((await screen.number(1)) !== 0) return "no-login-type";
  const subtypes = await screen.read(4 * (await screen.number(1)));
  const offered = Array.from({ length: subtypes.length / 4 }, (_, at) => subtypes.readUInt32BE(4 * at));
  if (!offered.includes(plainSubtype)) return "no-login-type";
  const answer = await ready();
  if (answer !== "ok") return answer;
  const chosen = Buffer.alloc(4);
  chosen.writeUInt32BE(plainSubtype);
  screen.write(chosen);
  screen.write(userAndPassword(userName, password));
  return resultOf(await screen.number(4));
}

function userAndPassword(userName: string, password: string): Buffer {
  const [user, secret] = [Buffer.from(userName), Buffer.from(password)];
  // Not from Node's pool: what is zeroed afterwards is the only copy.
  const message = Buffer.alloc(8 + user.length + secret.length);
  message.writeUInt32BE(user.length, 0);
  message.writeUInt32BE(secret.length, 4);
  message.set(user, 8);
  message.set(secret, 8 + user.length);
  secret.fill(0);
  return message;
}

/** SecurityResult: 0 yes, 1 no, 2 no and too many. A reason may follow a no; it isn't read. */
function resultOf(result: number): "ok" | RefusalCode {
  if (result === 0) return "ok";
  if (result === 1 || result === 2) return "not-accepted";
  throw new NoScreen("it isn't a screen");
}
