import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createScreenLogin } from "../../server/doorkeeper/screen-login.ts";
import { listen } from "../demo/listen.ts";

// A screen server that isn't one, or is a hostile one: whatever it says, no password goes where it shouldn't, nothing is
// read by a length that it claims, and an answer comes in time.

const anna = { userName: "office", password: "Summer9-window-seat" };
const greeting = "RFB 003.008\n";
const veNCrypt = "\u0001\u0013";
const toPlain = ["\u0000\u0002", "\u0000\u0001\u0000\u0000\u0001\u0000"];

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** As much as the other side takes for now. A socket that is destroyed takes everything. */
function talk(socket: Socket): void {
  while (!socket.destroyed && socket.write(Buffer.alloc(65_536, 255)));
}

/** Says each thing in turn, after anything was heard; then closes, or stays silent. Answers what it was told. */
async function screenThatSays(
  things: (string | Buffer)[],
  then: "closes" | "is silent" | "goes on" = "closes",
  patience = 4_000,
) {
  const told: Buffer[] = [];
  const ended: Promise<unknown>[] = [];
  const server = createServer((socket: Socket) => {
    const left = [...things];
    const next = (): void => {
      const thing = left.shift();
      if (thing !== undefined) socket.write(typeof thing === "string" ? Buffer.from(thing, "latin1") : thing);
      if (left.length > 0) return;
      if (then === "closes") socket.end();
      if (then === "goes on") talk(socket);
    };
    socket.on("data", (bytes) => {
      told.push(bytes);
      next();
    });
    socket.on("drain", () => talk(socket));
    socket.on("error", () => {});
    ended.push(new Promise((done) => socket.once("close", done)));
    next();
  });
  servers.push(server);
  const port = await listen(server);
  const logIn = createScreenLogin(
    { kind: "port", host: "127.0.0.1", port },
    { accounts: async () => ({ uid: 1000, administrator: true }), owners: async () => [0, 1000], patience },
  );
  return {
    logIn: async () => {
      const login = await logIn(anna, { administrator: false });
      if (login.ok) login.screen.close();
      await Promise.all(ended);
      return login.ok ? "ok" : login.because;
    },
    told: () => Buffer.concat(told).toString("latin1"),
  };
}

describe("a screen", () => {
  it("that says what it should is believed", async () => {
    const { logIn, told } = await screenThatSays([greeting, veNCrypt, ...toPlain, "\0\0\0\0"], "is silent");
    expect(await logIn()).toBe("ok");
    expect(told()).toBe(
      `${greeting}\u0013\u0000\u0002\u0000\u0000\u0001\u0000\u0000\u0000\u0000\u0006\u0000\u0000\u0000\u0013officeSummer9-window-seat`,
    );
  });

  it.each<[string, (string | Buffer)[], string]>([
    ["says nothing", [], "no-screen"],
    ["closes in the middle of its greeting", ["RFB 003"], "no-screen"],
    ["speaks HTTP", ["HTTP/1.1 400 Bad Request\r\n\r\n"], "no-screen"],
    ["speaks no text", [Buffer.from("ff".repeat(12), "hex")], "no-screen"],
    ["greets as no version", ["RFB xxx.yyy\n"], "no-screen"],
    ["is of version 3.3, which decides itself", ["RFB 003.003\n", "\0\0\0\u0001"], "no-login-type"],
    ["is of version 3.7", ["RFB 003.007\n", veNCrypt], "no-login-type"],
    ["is of a version that doesn't exist yet", ["RFB 004.000\n", veNCrypt], "no-login-type"],
    ["offers no type, and a reason of 4 GiB", [greeting, "\0\u00ff\u00ff\u00ff\u00ffToo many"], "no-screen"],
    ["offers 255 types and says two", [greeting, "\u00ff\u0013\u0013"], "no-screen"],
    ["offers None alone", [greeting, "\u0001\u0001"], "no-login-type"],
    ["offers VncAuth alone", [greeting, "\u0001\u0002"], "no-login-type"],
    ["offers None and VncAuth", [greeting, "\u0002\u0001\u0002"], "no-login-type"],
    ["offers VeNCrypt of version 0.1", [greeting, veNCrypt, "\u0000\u0001"], "no-login-type"],
    ["refuses VeNCrypt's version", [greeting, veNCrypt, "\u0000\u0002", "\u0001"], "no-login-type"],
    ["offers no subtype", [greeting, veNCrypt, "\u0000\u0002", "\u0000\u0000"], "no-login-type"],
    [
      "claims 255 subtypes and says one",
      [greeting, veNCrypt, "\u0000\u0002", "\u0000\u00ff\u0000\u0000\u0001\u0000"],
      "no-screen",
    ],
    [
      "offers TLSNone and TLSVnc alone",
      [greeting, veNCrypt, "\u0000\u0002", "\u0000\u0002\0\0\u0001\u0001\0\0\u0001\u0002"],
      "no-login-type",
    ],
    ["offers None inside VeNCrypt", [greeting, veNCrypt, "\u0000\u0002", "\u0000\u0001\0\0\0\u0001"], "no-login-type"],
    ["closes instead of an answer", [greeting, veNCrypt, ...toPlain], "no-screen"],
    ["answers with half an answer", [greeting, veNCrypt, ...toPlain, "\0\0\0"], "no-screen"],
    ["refuses", [greeting, veNCrypt, ...toPlain, "\0\0\0\u0001"], "not-accepted"],
    [
      "refuses for a reason of 4 GiB",
      [greeting, veNCrypt, ...toPlain, "\0\0\0\u0001\u00ff\u00ff\u00ff\u00ff"],
      "not-accepted",
    ],
    ["refuses as one of too many", [greeting, veNCrypt, ...toPlain, "\0\0\0\u0002"], "not-accepted"],
    ["answers neither yes nor no", [greeting, veNCrypt, ...toPlain, "\0\0\0\u0003"], "no-screen"],
    ["answers with the largest number", [greeting, veNCrypt, ...toPlain, "\u00ff\u00ff\u00ff\u00ff"], "no-screen"],
    [
      "says yes where a yes would be a zero in another order",
      [greeting, veNCrypt, ...toPlain, "\u0001\0\0\0"],
      "no-screen",
    ],
  ])("that %s", async (_, things, because) => {
    const { logIn } = await screenThatSays(things);
    expect(await logIn()).toBe(because);
  });

  it.each([
    ["before it says anything", []],
    ["in its greeting", ["RFB 003.0"]],
    ["after its greeting", [greeting]],
    ["among its types", [greeting, "\u0002\u0013"]],
    ["after its types", [greeting, veNCrypt]],
    ["among its subtypes", [greeting, veNCrypt, "\u0000\u0002", "\u0000\u0002\0\0\u0001"]],
    ["before its answer", [greeting, veNCrypt, ...toPlain]],
  ])("that falls silent %s is waited for so long and no longer", async (_, things) => {
    const { logIn } = await screenThatSays(things, "is silent", 250);
    expect(await logIn()).toBe("no-screen");
  });

  it("that never stops talking is read no further than it should be", async () => {
    const { logIn } = await screenThatSays([greeting, veNCrypt, ...toPlain, "\0\0\0\u0001"], "goes on");
    expect(await logIn()).toBe("not-accepted");
  });

  it.each<[string, (string | Buffer)[]]>([
    ["None", [greeting, "\u0002\u0001\u0002", "\0\0\0\0"]],
    ["another VeNCrypt", [greeting, veNCrypt, "\u0000\u0002", "\u0000\u0001\0\0\u0001\u0001", "\0\0\0\0"]],
    ["an old version", ["RFB 003.003\n", "\0\0\0\u0001", "\0\0\0\0"]],
  ])("that offers a weaker question is told neither name nor password: %s", async (_, things) => {
    const { logIn, told } = await screenThatSays(things);
    expect(await logIn()).toBe("no-login-type");
    expect(told()).not.toContain(anna.userName);
    expect(told()).not.toContain(anna.password);
  });

  it("is left with what came after its yes unread", async () => {
    const server = createServer((socket) => {
      const says = [greeting, veNCrypt, ...toPlain, "\0\0\0\0and then the screen"];
      socket.on("data", () => socket.write(Buffer.from(says.shift() ?? "", "latin1")));
      socket.write(says.shift() ?? "");
    });
    servers.push(server);
    const address = { kind: "port", host: "127.0.0.1", port: await listen(server) } as const;
    const accounts = async () => ({ uid: 0, administrator: true });
    const login = await createScreenLogin(address, { accounts, owners: async () => [0] })(anna, {
      administrator: true,
    });
    if (!login.ok) throw new Error(login.because);
    const [bytes] = await once(login.screen.socket, "data");
    expect(String(bytes)).toBe("and then the screen");
    login.screen.close();
  });
});

describe("whoever stands at the screen's address", () => {
  const loggedIn = async (owners: number[] | null): Promise<string> => {
    const { told, logIn } = await (async () => {
      const heard: Buffer[] = [];
      const server = createServer((socket) => {
        const says = [greeting, veNCrypt, ...toPlain, "\0\0\0\0"];
        socket.on("data", (bytes) => {
          heard.push(bytes);
          socket.write(Buffer.from(says.shift() ?? "", "latin1"));
        });
        socket.on("error", () => {});
        socket.write(says.shift() ?? "");
      });
      servers.push(server);
      const address = { kind: "port", host: "127.0.0.1", port: await listen(server) } as const;
      const given = { accounts: async () => ({ uid: 1000, administrator: true }), owners: async () => owners };
      return { told: () => Buffer.concat(heard).toString("latin1"), logIn: createScreenLogin(address, given) };
    })();
    const login = await logIn(anna, { administrator: true });
    if (login.ok) login.screen.close();
    else expect(told()).not.toContain(anna.password);
    return login.ok ? "ok" : login.because;
  };

  it.each<[number[] | null, string]>([
    [[0], "ok"],
    [[1000], "ok"],
    [[0, 1000], "ok"],
    [[1001], "not-our-screen"],
    [[0, 1001], "not-our-screen"],
    [[1000, 1001], "not-our-screen"],
    [[], "not-our-screen"],
    [null, "not-our-screen"],
  ])("is %j: %s", async (owners, because) => {
    expect(await loggedIn(owners)).toBe(because);
  });
});
