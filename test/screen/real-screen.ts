import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../demo/listen.ts";
import { type Account, Accounts } from "./accounts.ts";

const inside = join(import.meta.dirname, "inside.sh");

/** Namespaces need root: tests that run as somebody else ask sudo, which mustn't ask back. */
const asRoot = (): string[] => (process.getuid?.() === 0 ? [] : ["sudo", "-n"]);

/** The two accounts that every screen has unless it is told otherwise: an administrator of the computer, and not one. */
export const officeAccounts: Record<"administrator" | "ordinary", Account> = {
  administrator: { userName: "office-admin", password: "Winter7-garden-door", groups: ["sudo"] },
  ordinary: { userName: "office", password: "Summer9-window-seat", groups: [] },
};

type ScreenOptions = {
  accounts?: readonly Account[];
  /** also listens on a loopback port that the system chooses */
  port?: boolean;
  /** pixels, as `1280x800` */
  geometry?: string;
};

/**
 * A real screen: Xtigervnc with VeNCrypt Plain, which asks real PAM about accounts that exist in its own mount namespace
 * alone, with a window manager and a terminal of the ordinary account on it. Needs Linux, and root or a silent sudo.
 */
export class RealScreen {
  readonly socketPath: string;
  readonly port: number | null;
  readonly accounts: Accounts;
  /** the X display, as programs inside name it */
  readonly display: string;
  readonly #directory: string;
  readonly #process: ChildProcess;

  private constructor(
    directory: string,
    child: ChildProcess,
    port: number | null,
    accounts: Accounts,
    display: string,
  ) {
    this.#directory = directory;
    this.#process = child;
    this.socketPath = join(directory, "socket");
    this.port = port;
    this.accounts = accounts;
    this.display = display;
  }

  /** Starts it and waits until it listens; throws with what Xtigervnc wrote when it doesn't. */
  static async start(options: ScreenOptions = {}): Promise<RealScreen> {
    const { administrator, ordinary } = officeAccounts;
    const accounts = options.accounts ?? [ordinary, administrator];
    const desktopOf = accounts[0];
    if (!desktopOf) throw new Error("a screen needs an account");
    const directory = await mkdtemp(join(tmpdir(), "whileaway-screen-"));
    mkdirSync(join(directory, "pam.d"));
    const kept = new Accounts(directory, accounts);
    // Without `nodelay` each wrong password stops the whole screen for two seconds.
    writeFileSync(
      join(directory, "pam.d/whileaway-screen"),
      "auth required pam_unix.so nodelay\naccount required pam_unix.so\n",
    );
    writeFileSync(join(directory, "pam.d/other"), "auth required pam_deny.so\naccount required pam_deny.so\n");
    writeFileSync(join(directory, "cookie"), cookie());
    const port = options.port ? await freePort() : null;
    const listening = port === null ? ["-rfbport", "-1"] : ["-rfbport", String(port), "-localhost"];
    const [program = "unshare", ...args] = [
      ...asRoot(),
      ...["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", inside, directory, desktopOf.userName],
      ...["-geometry", options.geometry ?? "1024x768", ...listening],
    ];
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint += text;
    });
    const display = await new Promise<string>((done, fail) => {
      child.once("error", fail);
      child.stdout.setEncoding("utf8").once("data", (text: string) => done(`:${text.trim()}`));
      child.once("exit", (code) => fail(new Error(`the screen ended with ${code}: ${complaint}${logIn(directory)}`)));
    });
    return new RealScreen(directory, child, port, kept, display);
  }

  /** A program and its arguments, as they are started beside this screen: where its accounts are those of the computer. */
  inside(program: string, args: readonly string[]): { program: string; args: string[] } {
    const [first = "nsenter", ...rest] = [
      ...asRoot(),
      "nsenter",
      `--mount=/proc/${this.#process.pid}/ns/mnt`,
      "--",
      program,
      ...args,
    ];
    return { program: first, args: rest };
  }

  /** What a program that draws on this screen needs in its environment. */
  get environment(): { DISPLAY: string; XAUTHORITY: string } {
    return { DISPLAY: this.display, XAUTHORITY: join(this.#directory, "cookie") };
  }

  /** Where the terminal's account is at home: what a visitor types there leaves its files here. */
  get home(): string {
    return join(this.#directory, "home");
  }

  /** What Xtigervnc wrote. */
  get log(): string {
    return logIn(this.#directory);
  }

  setPassword(userName: string, password: string): void {
    this.accounts.setPassword(userName, password);
  }

  lock(userName: string): void {
    this.accounts.lock(userName);
  }

  expire(userName: string): void {
    this.accounts.expire(userName);
  }

  /** Ends everything that runs there and leaves nothing behind. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.stdin?.end();
      await ended;
    }
    const [program = "rm", ...args] = [...asRoot(), "rm", "-rf", this.#directory];
    execFileSync(program, args);
  }
}

function logIn(directory: string): string {
  try {
    return readFileSync(join(directory, "log"), "utf8");
  } catch {
    return "";
  }
}

/** An X authority file with one cookie that is good for every display (family 65535). */
function cookie(): Buffer {
  const counted = (bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  const none = Buffer.alloc(0);
  const fields = [none, none, Buffer.from("MIT-MAGIC-COOKIE-1"), randomBytes(16)];
  return Buffer.concat([Buffer.from([255, 255]), ...fields.map(counted)]);
}
