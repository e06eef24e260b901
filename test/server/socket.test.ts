import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bounds } from "../../shared/bounds.ts";
import { Listener } from "./listener.ts";
import { cast, signIn } from "./people.ts";
import { run } from "./running.ts";

let server: Awaited<ReturnType<typeof run>>;
let people: Awaited<ReturnType<typeof cast>>;
beforeAll(async () => {
  server = await run();
  people = await cast(server);
});
afterAll(() => server.stop());

const greeted = async (token: string) => {
  const listener = Listener.as(server.url, token);
  await listener.until((one) => one.last("state"));
  return listener;
};

describe("a socket", () => {
  it.each([
    ["a web page's Origin", "https://console.example"],
    ["an Origin that looks like ours", "http://localhost:1"],
    ["null", "null"],
    ["no Origin", ""],
    ["an extension's Origin with more behind it", "chrome-extension://abc/evil"],
    ["another scheme", "file://"],
    ["ours with a path", "self/"],
  ])("with %s is refused at the upgrade", async (_, origin) => {
    const listener = new Listener(server.url, { origin: origin.replace("self", server.url) });
    await listener.until((one) => one.refused !== null);
    expect(listener.refused).toBe(403);
  });

  it.each(["chrome-extension://abcdefghijklmnop", "moz-extension://0f2a-11", "self"])(
    "with Origin %s is let in",
    async (origin) => {
      const listener = new Listener(server.url, {
        origin: origin.replace("self", server.url),
        first: JSON.stringify({ token: people.anna.token }),
      });
      await listener.until((one) => one.last("state"));
      listener.close();
    },
  );

  it("that says a token that isn't one is closed as not signed in", async () => {
    for (const token of ["A".repeat(43), people.anna.token.replace(/^./, (first) => (first === "A" ? "B" : "A"))]) {
      const listener = Listener.as(server.url, token);
      expect(await listener.until((one) => one.closed)).toBe(4401);
      expect(listener.told).toEqual([]);
    }
  });

  it("that says nothing is closed within five seconds", async () => {
    const listener = new Listener(server.url);
    const began = performance.now();
    expect(await listener.until((one) => one.closed)).toBe(4401);
    expect(performance.now() - began).toBeGreaterThan(4_900);
  });

  it.each([
    ["nothing readable", "{"],
    ["nothing", ""],
    ["a ping before the token", '{"kind":"ping"}'],
    ["more than a token", `{"token":"${"A".repeat(43)}","kind":"ping"}`],
    ["a token that is no text", '{"token":1}'],
    ["a list", "[]"],
    ["a number", "1"],
    ["a dangerous name", '{"__proto__":{"token":"x"}}'],
  ])("that begins with %s is closed as malformed", async (_, first) => {
    const listener = new Listener(server.url, { first });
    expect(await listener.until((one) => one.closed)).toBe(4400);
  });

  it.each([
    ["an act", '{"kind":"approve"}'],
    ["another token", `{"token":"${"A".repeat(43)}"}`],
    ["a ping with more in it", '{"kind":"ping","x":1}'],
    ["nothing readable", "ping"],
    ["bytes", Buffer.from('{"kind":"ping"}')],
  ])("that goes on with %s is closed as malformed", async (_, message) => {
    const listener = await greeted(people.anna.token);
    listener.send(message);
    expect(await listener.until((one) => one.closed)).toBe(4400);
  });

  it("that sends more than a message may hold is closed", async () => {
    const listener = await greeted(people.anna.token);
    listener.send(JSON.stringify({ kind: "ping", x: "x".repeat(bounds.socketMessage) }));
    expect(await listener.until((one) => one.closed)).toBe(1009);
  });

  it("stays open over pings", async () => {
    const listener = await greeted(people.anna.token);
    for (let count = 0; count < 3; count += 1) listener.send('{"kind":"ping"}');
    await people.anna.startSession();
    await listener.until((one) => one.last("session"));
    expect(listener.closed).toBe(null);
    listener.close();
  });

  it("never takes a token in its address", async () => {
    const status = await new Promise<number | undefined>((resolve) => {
      const headers = {
        origin: "chrome-extension://abc",
        connection: "upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
      };
      const asked = httpRequest(`${server.url}/api/events/${people.anna.token}`, { headers });
      asked.on("response", (response) => resolve(response.statusCode)).on("upgrade", () => resolve(101));
      asked.end();
    });
    expect(status).toBe(404);
  });

  it("without an upgrade is a problem document", async () => {
    const answer = await fetch(`${server.url}/api/events`, { headers: { origin: server.url } });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  it("beyond the twentieth of one token pushes out the first", async () => {
    const token = await signIn(server, "anna@example.com", "her own password");
    const listeners = [];
    for (let count = 0; count <= bounds.lines; count += 1) listeners.push(await greeted(token));
    expect(await listeners[0]?.until((one) => one.closed)).toBe(1008);
    expect(listeners.slice(1).every(({ closed }) => closed === null)).toBe(true);
    for (const listener of listeners) listener.close();
  });
});
