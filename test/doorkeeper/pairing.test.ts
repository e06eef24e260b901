import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCommand } from "../../server/doorkeeper/command.ts";
import { type Door, startDoor } from "../../server/doorkeeper/door.ts";
import { readPairingToken } from "../../server/doorkeeper/pairing-token.ts";
import { fresh32, toBase64url } from "../../shared/base64url.ts";
import { hashOf, introduce, say } from "../../shared/statements.ts";
import { type HostileServer, startHostileServer } from "./hostile-server.ts";
import { answerPairDoor, offerPairing, type Person, pairOver, somebody } from "./people.ts";

let server: HostileServer;
let data: string;
let customer: Person;
const running: Door[] = [];

beforeEach(async () => {
  server = await startHostileServer();
  data = mkdtempSync(join(tmpdir(), "doorkeeper-"));
  customer = await somebody();
});
afterEach(async () => {
  for (const door of running.splice(0)) await door.stop();
  await server.stop();
  rmSync(data, { recursive: true });
});

/** Runs the command that the popup shows. `over` settles when the pairing is, with what was said at the end. */
async function runCommand(token: string | null, mayAdd = async () => false) {
  const sentences: string[] = [];
  const waiting: { like: RegExp; found(sentence: string): void }[] = [];
  const say = (sentence: string): void => {
    sentences.push(sentence);
    for (const one of waiting) if (one.like.test(sentence)) one.found(sentence);
  };
  const door = await startDoor({
    data,
    server: server.origin,
    pair: token === null ? null : readPairingToken(token),
    mayAdd,
    say,
    failed: (because) => say(`failed: ${because}`),
  });
  running.push(door);
  return {
    door,
    sentences,
    said: async (like: RegExp): Promise<string> =>
      sentences.find((sentence) => like.test(sentence)) ??
      new Promise<string>((found) => {
        waiting.push({ like, found });
      }),
  };
}

async function stop(door: Door): Promise<void> {
  running.splice(running.indexOf(door), 1);
  await door.stop();
}

describe("pairing", () => {
  it("prints the number that the popup expects, and stores the customer who signed that it fits", async () => {
    const offer = await offerPairing(customer);
    const { said, door } = await runCommand(offer.token);
    const line = await server.line();
    const { statement } = await line.next("pair-door");
    const { number, paired } = await answerPairDoor(customer, offer, statement);
    line.send({ kind: "reveal", r: offer.r });
    expect(await said(/^Type/)).toBe(`Type ${number.slice(0, 3)} ${number.slice(3)} into the popup`);
    line.send({ kind: "paired", statement: paired });
    await said(/^Paired/);
    await stop(door);
    // It needs neither token nor address any more.
    await runCommand(null);
    const again = await server.line();
    expect(await again.next("holds")).toMatchObject({ grants: [], entries: 3, connection: null });
    expect(server.hellos.map(({ pairing }) => pairing)).toEqual([offer.token, undefined]);
  });

  it("dials without an Origin", async () => {
    const { token } = await offerPairing(customer);
    await runCommand(token);
    await server.line();
    expect(server.dialled[0]).not.toHaveProperty("origin");
  });

  it("says one pair-door for each run, and a lost line ends it", async () => {
    const { token } = await offerPairing(customer);
    const { said } = await runCommand(token);
    const line = await server.line();
    await line.next("pair-door");
    line.drop();
    expect(await said(/^failed/)).toContain("line to the server was lost");
    const later = await server.line();
    await later.next("holds");
    expect(later.said.filter(({ kind }) => kind === "pair-door")).toEqual([]);
  });

  it("refuses an r that the token didn't commit to, and shows no number", async () => {
    const { token } = await offerPairing(customer);
    const { said, sentences } = await runCommand(token);
    const line = await server.line();
    await line.next("pair-door");
    line.send({ kind: "reveal", r: toBase64url(fresh32()) });
    await said(/^failed/);
    expect(sentences.filter((sentence) => sentence.startsWith("Type"))).toEqual([]);
  });

  it.each<[string, (genuine: Awaited<ReturnType<typeof answerPairDoor>>, statement: string) => Promise<string>]>([
    [
      "another's key",
      async ({ computer }, statement) => {
        const other = await somebody();
        return say(
          "paired",
          { customer: customer.name, computer, door: await hashOf(statement), at: Date.now() },
          other.privateKey,
        );
      },
    ],
    [
      "another computer",
      async (_, statement) => {
        const { name } = await somebody();
        return say(
          "paired",
          { customer: customer.name, computer: name, door: await hashOf(statement), at: Date.now() },
          customer.privateKey,
        );
      },
    ],
    [
      "another pair-door",
      async ({ computer }) =>
        say(
          "paired",
          { customer: customer.name, computer, door: toBase64url(fresh32()), at: Date.now() },
          customer.privateKey,
        ),
    ],
    [
      "another customer",
      async ({ computer }, statement) => {
        const { name } = await somebody();
        return say(
          "paired",
          { customer: name, computer, door: await hashOf(statement), at: Date.now() },
          customer.privateKey,
        );
      },
    ],
  ])("refuses a pairing signed with %s", async (_, lie) => {
    const offer = await offerPairing(customer);
    const { said } = await runCommand(offer.token);
    const line = await server.line();
    const { statement } = await line.next("pair-door");
    line.send({ kind: "reveal", r: offer.r });
    line.send({ kind: "paired", statement: await lie(await answerPairDoor(customer, offer, statement), statement) });
    expect(await said(/^failed/)).toContain("isn't this one");
  });

  it("obeys no `paired` before the number was shown", async () => {
    const offer = await offerPairing(customer);
    const { said, door } = await runCommand(offer.token);
    const line = await server.line();
    const { statement } = await line.next("pair-door");
    const { paired } = await answerPairDoor(customer, offer, statement);
    line.send({ kind: "paired", statement: paired });
    line.send({ kind: "pairing-over" });
    expect(await said(/^failed/)).toContain("lapsed");
    await stop(door);
    await expect(runCommand(null)).rejects.toThrow("obeys nobody yet");
  });

  it("names in its pair-door the customer and the commitment of the command line alone", async () => {
    const offer = await offerPairing(customer);
    await runCommand(offer.token);
    const line = await server.line();
    const heard = await introduce("pair-door", (await line.next("pair-door")).statement);
    expect(heard).toMatchObject({ ok: true, statement: { customer: customer.name } });
  });

  it("asks before it obeys a further browser, and takes silence for no", async () => {
    const first = await offerPairing(customer);
    const { said, door } = await runCommand(first.token);
    await pairOver(await server.line(), customer, first);
    await said(/^Paired/);
    await stop(door);
    const further = await somebody();
    const second = await offerPairing(further);
    await expect(runCommand(second.token)).rejects.toThrow("obeys a browser already");
    const { said: saidThen } = await runCommand(second.token, async () => true);
    await pairOver(await server.line(), further, second);
    await saidThen(/^Paired/);
  });

  it("says when the server doesn't know the pairing any more", async () => {
    server.helloAnswer = () => ({ status: 404, body: { code: "unknown" } });
    const { token } = await offerPairing(customer);
    const { said } = await runCommand(token);
    expect(await said(/^failed/)).toContain("doesn't know this pairing");
  });

  it("lets one doorkeeper alone have a directory", async () => {
    const { token } = await offerPairing(customer);
    await runCommand(token);
    await expect(runCommand(token)).rejects.toThrow("runs already");
  });
});

describe("the command line", () => {
  const read = (...args: string[]) => readCommand(args, {}, "/home/somebody");
  it("takes plain http to this computer alone", () => {
    expect(read("--server", "http://127.0.0.1:8787")).toMatchObject({ server: "http://127.0.0.1:8787" });
    expect(read("--server", "https://access.example")).toMatchObject({ server: "https://access.example" });
    expect(() => read("--server", "http://access.example")).toThrow("https");
    expect(() => read("--server", "http://127.0.0.1.access.example")).toThrow("https");
    expect(() => read("--server", "https://access.example/path")).toThrow("without a path");
  });

  it.each([
    ["--pair", "short"],
    ["--pair", `${"A".repeat(43)}${"B".repeat(43)}`],
    ["--nothing"],
    ["open"],
    ["list", "a", "b"],
  ])("refuses %s %s in a sentence", (...args) => {
    expect(() => read(...args)).toThrow(/\.( Say|$)|--help/);
  });

  it("keeps what it knows in the account's own state directory", () => {
    expect(read()).toMatchObject({ data: "/home/somebody/.local/state/whileaway-doorkeeper" });
    expect(readCommand([], { XDG_STATE_HOME: "/state" }, "/")).toMatchObject({ data: "/state/whileaway-doorkeeper" });
    expect(readCommand([], { STATE_DIRECTORY: "/var/lib/a:/var/lib/b" }, "/")).toMatchObject({ data: "/var/lib/a" });
  });
});
