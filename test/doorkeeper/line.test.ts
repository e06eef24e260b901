import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { freshId } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { hear, introduce } from "../../shared/statements.ts";
import { askChallenge } from "./approval.ts";
import type { DoorLine } from "./hostile-server.ts";
import { offerPairing, somebody } from "./people.ts";
import { makeRig, type Paired, type Rig, startPaired } from "./running.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await makeRig();
});
afterEach(() => rig.end());

const welcome = { kind: "welcome", now: Date.now() };
/** The line is whole: what is asked over it is answered. */
const works = async (paired: Paired, line: DoorLine): Promise<void> =>
  void (await askChallenge({ ...paired, line }, paired.computer));

describe("the line to the server", () => {
  it.each<[string, (line: DoorLine) => void, number]>([
    ["no JSON", (line) => line.sendText("welcome"), 4400],
    ["bytes", (line) => line.sendText(Buffer.from('{"kind":"pairing-over"}')), 4400],
    ["a kind that it doesn't know", (line) => line.send({ kind: "open", grant: freshId() }), 4400],
    ["a member too many", (line) => line.send({ kind: "knock", ask: freshId(), grant: freshId(), by: "server" }), 4400],
    ["a second welcome", (line) => line.send(welcome), 4400],
    ["more than a message may hold", (line) => line.sendText("x".repeat(bounds.doorMessage + 1)), 1009],
  ])("is closed after %s, and is there again", async (_, deed, code) => {
    const paired = await startPaired(rig);
    deed(paired.line);
    expect(await paired.line.closed).toBe(code);
    await works(paired, await rig.server.line());
  });

  it("obeys nothing before the welcome", async () => {
    rig.server.greets = false;
    const { token } = await offerPairing(await somebody());
    await rig.start(token);
    const line = await rig.server.line();
    line.send({ kind: "pong", now: Date.now() });
    expect(await line.closed).toBe(4400);
    expect(line.said).toEqual([]);
  });

  it("is dialled with a new token where the server doesn't know the old one any more", async () => {
    const paired = await startPaired(rig);
    rig.server.forgetTokens();
    paired.line.drop();
    await works(paired, await rig.server.line());
    expect(rig.server.hellos).toHaveLength(2);
  });

  it("proves its key over the server's own nonce, to the address that was typed", async () => {
    const { token } = await offerPairing(await somebody());
    await rig.start(token);
    await rig.server.line();
    const heard = await introduce("hello", rig.server.hellos[0]?.hello);
    expect(heard).toMatchObject({ ok: true, statement: { server: rig.server.origin } });
  });

  it("says once that the server can't be reached, and that it is there again", async () => {
    const paired = await startPaired(rig);
    rig.server.helloAnswer = () => ({ status: 500, body: "no" });
    rig.server.forgetTokens();
    paired.line.drop();
    await paired.run.said(/can't be reached/);
    rig.server.helloAnswer = undefined;
    await paired.run.said(/^Connected to the server/);
    expect(paired.run.sentences.filter((one) => one.includes("can't be reached"))).toHaveLength(1);
  });

  it.each([
    ["a token without an end", { token: "x".repeat(43) }],
    ["no token", {}],
    ["text of a megabyte", "x".repeat(1_000_000)],
  ])("takes %s for no answer", async (_, body) => {
    rig.server.helloAnswer = () => ({ status: 201, body });
    const { token } = await offerPairing(await somebody());
    const { said } = await rig.start(token);
    expect(await said(/reached/)).toContain(rig.server.origin);
  });

  it("isn't led to another address", async () => {
    let led = 0;
    const elsewhere = createServer((_, response) => {
      led += 1;
      response.end("{}");
    });
    await new Promise<void>((done) => elsewhere.listen(0, "127.0.0.1", done));
    const there = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/api/hello`;
    rig.server.redirect = there;
    const { token } = await offerPairing(await somebody());
    const { said } = await rig.start(token);
    await said(/can't be reached/);
    expect(led).toBe(0);
    elsewhere.close();
  });

  it("is read no faster than is answered, and every question is answered", async () => {
    const paired = await startPaired(rig);
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => paired.line.ask({ kind: "knock", grant: freshId() })),
    );
    expect(answers.every(({ kind }) => kind === "refused")).toBe(true);
  });

  it("is lost to a server that asks and doesn't read: what waits for it has an end", async () => {
    const paired = await startPaired(rig);
    paired.line.stopReading();
    const before = process.memoryUsage().rss;
    const question = JSON.stringify({ kind: "entries?", after: 0 });
    for (let count = 0; count < 300_000; count += 1) paired.line.sendText(question);
    await works(paired, await rig.server.line());
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });

  it("carries entries that name the one before, signed by the doorkeeper's own key", async () => {
    const { line, computer } = await startPaired(rig);
    line.send({ kind: "entries?", after: 1 });
    const { statement } = await line.next("entry");
    expect(await hear("entry", statement, computer)).toMatchObject({ ok: true });
  });
});
