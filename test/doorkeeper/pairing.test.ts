import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCommand } from "../../server/doorkeeper/command.ts";
import { fresh32, toBase64url } from "../../shared/base64url.ts";
import { hashOf, introduce, say } from "../../shared/statements.ts";
import { answerPairDoor, offerPairing, type Person, pairOver, somebody } from "./people.ts";
import { makeRig, type Rig } from "./running.ts";

let rig: Rig;
let customer: Person;
beforeEach(async () => {
  rig = await makeRig();
  customer = await somebody();
});
afterEach(() => rig.end());

describe("pairing", () => {
  it("prints the number that the popup expects, and stores the customer who signed that it fits", async () => {
    const offer = await offerPairing(customer);
    const run = await rig.start(offer.token);
    const { said } = run;
    const line = await rig.server.line();
    const { statement } = await line.next("pair-door");
    const { number, paired } = await answerPairDoor(customer, offer, statement);
    line.send({ kind: "reveal", r: offer.r });
    expect(await said(/^Type/)).toBe(`Type ${number.slice(0, 3)} ${number.slice(3)} into the popup`);
    line.send({ kind: "paired", statement: paired });
    await said(/^Paired/);
    await rig.stop(run);
    // It needs neither token nor address any more.
    await rig.start(null);
    const again = await rig.server.line();
    expect(await again.next("holds")).toMatchObject({ grants: [], entries: 3, connection: null });
    expect(rig.server.hellos.map(({ pairing }) => pairing)).toEqual([offer.token, undefined]);
  });

  it("dials without an Origin", async () => {
    const { token } = await offerPairing(customer);
    await rig.start(token);
    await rig.server.line();
    expect(rig.server.dialled[0]).not.toHaveProperty("origin");
  });

  it("says one pair-door for each run, and a lost line ends it", async () => {
    const { token } = await offerPairing(customer);
    const { said } = await rig.start(token);
    const line = await rig.server.line();
    await line.next("pair-door");
    line.drop();
    expect(await said(/^failed/)).toContain("line to the server was lost");
    const later = await rig.server.line();
    await later.next("holds");
    expect(later.said.filter(({ kind }) => kind === "pair-door")).toEqual([]);
  });

  it("refuses an r that the token didn't commit to, and shows no number", async () => {
    const { token } = await offerPairing(customer);
    const { said, sentences } = await rig.start(token);
    const line = await rig.server.line();
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
    const { said } = await rig.start(offer.token);
    const line = await rig.server.line();
    const { statement } = await line.next("pair-door");
    line.send({ kind: "reveal", r: offer.r });
    line.send({ kind: "paired", statement: await lie(await answerPairDoor(customer, offer, statement), statement) });
    expect(await said(/^failed/)).toContain("isn't this one");
  });

  it("obeys no `paired` before the number was shown", async () => {
    const offer = await offerPairing(customer);
    const run = await rig.start(offer.token);
    const { said } = run;
    const line = await rig.server.line();
    const { statement } = await line.next("pair-door");
    const { paired } = await answerPairDoor(customer, offer, statement);
    line.send({ kind: "paired", statement: paired });
    line.send({ kind: "pairing-over" });
    expect(await said(/^failed/)).toContain("lapsed");
    await rig.stop(run);
    await expect(rig.start(null)).rejects.toThrow("obeys nobody yet");
  });

  it("names in its pair-door the customer and the commitment of the command line alone", async () => {
    const offer = await offerPairing(customer);
    await rig.start(offer.token);
    const line = await rig.server.line();
    const heard = await introduce("pair-door", (await line.next("pair-door")).statement);
    expect(heard).toMatchObject({ ok: true, statement: { customer: customer.name } });
  });

  it("asks before it obeys a further browser, and takes silence for no", async () => {
    const first = await offerPairing(customer);
    const run = await rig.start(first.token);
    const { said } = run;
    await pairOver(await rig.server.line(), customer, first);
    await said(/^Paired/);
    await rig.stop(run);
    const further = await somebody();
    const second = await offerPairing(further);
    await expect(rig.start(second.token)).rejects.toThrow("obeys a browser already");
    const { said: saidThen } = await rig.start(second.token, { mayAdd: async () => true });
    await pairOver(await rig.server.line(), further, second);
    await saidThen(/^Paired/);
  });

  it("says when the server doesn't know the pairing any more", async () => {
    rig.server.helloAnswer = () => ({ status: 404, body: { code: "unknown" } });
    const { token } = await offerPairing(customer);
    const { said } = await rig.start(token);
    expect(await said(/^failed/)).toContain("doesn't know this pairing");
  });

  it("lets one doorkeeper alone have a directory", async () => {
    const { token } = await offerPairing(customer);
    await rig.start(token);
    await expect(rig.start(token)).rejects.toThrow("runs already");
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

  it("takes a screen on this computer alone", () => {
    for (const screen of ["unix:/run/screen", "127.0.0.1:5900", "localhost:5901", "[::1]:5900"])
      expect(read("--screen", screen)).toMatchObject({ screen });
    for (const screen of ["192.168.0.1:5900", "office.example:5900", "unix:here", "5900"])
      expect(() => read("--screen", screen)).toThrow("--screen must be");
  });

  it("takes a token, a grant and a key that begin with dashes, as one in 64 does", () => {
    const token = Buffer.concat([Buffer.from([0xfb, 0xef]), Buffer.alloc(62, 7)]).toString("base64url");
    expect(token.slice(0, 2)).toBe("--");
    expect(read("--server", "https://access.example", "--pair", token, "--add")).toMatchObject({
      pair: { text: token },
      add: true,
    });
    expect(read("revoke", "--abc")).toMatchObject({ call: { word: "revoke", about: "--abc" } });
    expect(read("pause", "-hello", "--data", "/there")).toMatchObject({ call: { about: "-hello" }, data: "/there" });
    expect(read("pause", "--data", "/there")).toMatchObject({ call: { about: null }, data: "/there" });
    expect(read("--data", "/there", "list")).toMatchObject({ call: { word: "list", about: null }, data: "/there" });
    expect(() => read("list", "--data")).toThrow("--help");
    expect(() => read("revoke")).toThrow("--help");
  });

  it("keeps what it knows in the account's own state directory", () => {
    expect(read()).toMatchObject({ data: "/home/somebody/.local/state/whileaway-doorkeeper" });
    expect(readCommand([], { XDG_STATE_HOME: "/state" }, "/")).toMatchObject({ data: "/state/whileaway-doorkeeper" });
    expect(readCommand([], { STATE_DIRECTORY: "/var/lib/a:/var/lib/b" }, "/")).toMatchObject({ data: "/var/lib/a" });
  });
});
