import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { usualDataDirectory } from "./data-directory.ts";
import { type LocalCall, ownCall } from "./local-call.ts";
import { type PairingToken, readPairingToken } from "./pairing-token.ts";
import { readScreenAddress } from "./screen-address.ts";
import { Sentence } from "./sentence.ts";

/** What somebody typed after `doorkeeper`. */
export type Command =
  | {
      kind: "serve";
      /** null: as before */
      server: string | null;
      screen: string | null;
      pair: PairingToken | null;
      /** obey a further browser without asking */
      add: boolean;
      data: string;
    }
  | { kind: "local"; call: LocalCall; data: string }
  | { kind: "install"; write: boolean; data: string }
  | { kind: "help" };

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export const help = `doorkeeper: lets a technician in to this computer, as far as its owner agreed

  --server ADDRESS       the server, such as https://access.example; kept for the next start
  --pair TOKEN           obey the browser whose popup shows this command
  --add                  obey a further browser without asking
  --screen WHERE         unix:/path, or a loopback address and port (127.0.0.1:5900); kept for the next start
  --data DIRECTORY       where it keeps what it knows

while it runs, in another terminal:
  list                   what was given to whom
  pause [GRANT]          close one, or everything, for now; any account of this computer may
  end                    end the connection that is open; any account of this computer may
  resume [GRANT]         open again what was paused here
  revoke GRANT           close one for ever
  unpair [BROWSER]       forget a browser and everything that it gave
  clock-accept           the clock went back, and is right as it is now

  install [--write]      a systemd unit that starts it with the computer`;

/** Reads what was typed. Throws a `Sentence` for whatever isn't as `help` says. */
export function readCommand(args: string[], environment: Record<string, string | undefined>, home: string): Command {
  const { about, rest } = takeOutAbout(args);
  const { values, positionals } = parse(rest);
  if (values.help === true) return { kind: "help" };
  const data = resolve(values.data ?? usualDataDirectory(environment, home));
  const [word, ...more] = positionals;
  if (more.length > 0) throw new Sentence("That is a word too many. Say: doorkeeper --help");
  if (word === undefined)
    return {
      kind: "serve",
      server: values.server === undefined ? null : readServer(values.server),
      screen: values.screen === undefined ? null : readScreen(values.screen),
      pair: values.pair === undefined ? null : readToken(values.pair),
      add: values.add === true,
      data,
    };
  if (word === "install") return { kind: "install", write: values.write === true, data };
  const call = ownCall.safeParse({ word, about });
  if (!call.success) throw new Sentence("There is no such command. Say: doorkeeper --help");
  return { kind: "local", call: call.data, data };
}

const options = {
  server: { type: "string" },
  pair: { type: "string" },
  screen: { type: "string" },
  data: { type: "string" },
  add: { type: "boolean" },
  write: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** What a word is about stands right behind it. Ids and keys may begin with dashes, as options do. */
function takeOutAbout(args: string[]): { about: string | null; rest: string[] } {
  const [word = "-", about = "", ...rest] = args;
  const isOption = Object.keys(options).some((name) => about === `--${name}` || about.startsWith(`--${name}=`));
  if (word.startsWith("-") || about === "" || about === "-h" || isOption) return { about: null, rest: args };
  return { about, rest: [word, ...rest] };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args: joinValues(args), allowPositionals: true, options });
  } catch {
    throw new Sentence("That isn't a command of the doorkeeper. Say: doorkeeper --help");
  }
}

/** `--pair TOKEN` as `--pair=TOKEN`: a token may begin with a dash, and must not be read as an option. */
function joinValues(args: string[]): string[] {
  const [first, second, ...rest] = args;
  if (first === undefined || second === undefined) return args;
  const takesValue = Object.entries(options).some(([name, { type }]) => first === `--${name}` && type === "string");
  return takesValue ? [`${first}=${second}`, ...joinValues(rest)] : [first, ...joinValues(args.slice(1))];
}

/** The server's origin. Plain http only to this very computer: else anybody on the way could read the token. */
function readServer(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`)
    throw new Sentence("--server must be an address such as https://access.example, without a path.");
  if (url.protocol === "http:" && !loopback.test(url.hostname))
    throw new Sentence("--server must begin with https: anywhere but on this computer.");
  return url.origin;
}

/** Looked at before it is kept for the next start. */
function readScreen(text: string): string {
  if (readScreenAddress(text) === null)
    throw new Sentence("--screen must be unix:/path or a port of this computer, such as 127.0.0.1:5900.");
  return text;
}

function readToken(text: string): PairingToken {
  const token = readPairingToken(text);
  if (token === null) throw new Sentence("--pair isn't what the popup shows. Copy the whole command again.");
  return token;
}
