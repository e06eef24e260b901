import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildWhenStale } from "../../extension/doorkeeper-file.ts";
import { hashOf, hear } from "../../shared/statements.ts";
import { officeAccounts, RealScreen } from "../screen/real-screen.ts";
import { approve, atSetup, decide, receiptIn, send, signGrant, wordIn } from "./approval.ts";
import { type BuiltDoor, runBuilt, sayTo } from "./built-door.ts";
import { type DoorLine, type HostileServer, startHostileServer } from "./hostile-server.ts";
import { orderVisit } from "./order.ts";
import { answerPairDoor, offerPairing, type Person, pairOver, somebody } from "./people.ts";
import { TestViewer } from "./visit-viewer.ts";

// What only a process of its own can show: the terminal, other accounts, death, a full disk, what is left behind.

type Here = { line: DoorLine; customer: Person; computer: string };

let built: string;
let folder: string;
let data: string;
let file: string;
let environment: Record<string, string>;
let server: HostileServer;
const doors: BuiltDoor[] = [];

beforeAll(async () => {
  built = await buildWhenStale();
});
beforeEach(async () => {
  server = await startHostileServer();
  folder = mkdtempSync(join(tmpdir(), "doorkeeper-"));
  // Another account has to be able to start the program.
  chmodSync(folder, 0o755);
  file = join(folder, "doorkeeper.mjs");
  copyFileSync(built, file);
  chmodSync(file, 0o644);
  data = join(folder, "data");
  environment = { RUNTIME_DIRECTORY: join(folder, "run") };
});
afterEach(async () => {
  for (const door of doors.splice(0)) await door.kill("SIGKILL");
  await server.stop();
  rmSync(folder, { recursive: true });
});

function run(args: string[], how: Parameters<typeof runBuilt>[2] = {}): BuiltDoor {
  const door = runBuilt(file, [...args, "--data", data], { environment, cwd: folder, ...how });
  doors.push(door);
  return door;
}
const command = (...args: string[]) => sayTo(file, [...args, "--data", data], { environment, cwd: folder });

async function pair(
  args: string[] = [],
  how: Parameters<typeof runBuilt>[2] = {},
): Promise<Here & { door: BuiltDoor }> {
  const customer = await somebody();
  const offer = await offerPairing(customer);
  const door = run(["--server", server.origin, "--pair", offer.token, ...args], how);
  const line = await server.line();
  const computer = await pairOver(line, customer, offer);
  await door.said(/^Paired/);
  return { door, line, customer, computer };
}
const asPaired = (here: Here) => ({ ...here, run: { sentences: [] } }) as never;

describe("the command of the popup", () => {
  it("prints the number, goes on serving, and ends in order", async () => {
    const customer = await somebody();
    const offer = await offerPairing(customer);
    const door = run(["--server", server.origin, "--pair", offer.token]);
    const line = await server.line();
    const { number, paired } = await answerPairDoor(customer, offer, (await line.next("pair-door")).statement);
    line.send({ kind: "reveal", r: offer.r });
    expect(await door.said(/^Type/)).toBe(`Type ${number.slice(0, 3)} ${number.slice(3)} into the popup`);
    line.send({ kind: "paired", statement: paired });
    await door.said(/^Paired/);
    door.process.kill("SIGTERM");
    expect(await door.ended).toBe(0);
    const again = run([]);
    expect(await (await server.line()).next("holds")).toMatchObject({ connection: null });
    again.process.kill("SIGINT");
    expect(await again.ended).toBe(0);
  });

  it.each([
    ["y\n", true],
    ["n\n", false],
    ["", false],
    ["yes please\n", false],
  ])("asks at the terminal before it obeys a further browser: %j", async (input, obeys) => {
    const { door } = await pair();
    await door.kill("SIGTERM");
    const further = await somebody();
    const offer = await offerPairing(further);
    const second = run(["--pair", offer.token], { input });
    if (!obeys) return expect(await second.ended).toBe(78);
    await pairOver(await server.line(), further, offer);
    await second.said(/^Paired/);
  });

  it("keeps everything for its own account alone", async () => {
    const here = await pair();
    const { grant } = await approve(asPaired(here));
    expect(grant.computer).toBe(here.computer);
    const modes = ["", "key", "storage.key", "state.db", "own.sock", "credentials"].map((name) =>
      (statSync(join(data, name)).mode & 0o777).toString(8),
    );
    expect(modes).toEqual(["700", "600", "600", "600", "600", "700"]);
    const limits = readFileSync(`/proc/${here.door.process.pid}/limits`, "utf8");
    expect(limits).toMatch(/Max core file size\s+0\s+0/);
  });
});

describe("another account of this computer", () => {
  /** Says something as an account that has nothing to do with the doorkeeper's. */
  const asNobody = (...args: string[]) =>
    sayTo(file, args, {
      environment: { ...environment, HOME: "/nonexistent", XDG_STATE_HOME: "" },
      cwd: "/",
      inside: (program, all) => ({
        program: "setpriv",
        args: ["--reuid=nobody", "--regid=nogroup", "--clear-groups", program, ...all],
      }),
    });

  it("may pause and end, and nothing else", async () => {
    const here = await pair();
    const { grant } = await approve(asPaired(here));
    for (const words of [["list"], ["resume"], ["revoke", grant.id], ["unpair"], ["clock-accept"]]) {
      const { code, output } = await asNobody(...words);
      expect([words, code, output]).toEqual([words, 78, expect.stringContaining("No doorkeeper runs here")]);
    }
    expect(await asNobody("end")).toEqual({ code: 0, output: "Nobody is connected.\n" });
    expect(await asNobody("pause")).toEqual({ code: 0, output: "Paused: 1.\n" });
    expect(await here.line.ask({ kind: "knock", grant: grant.id })).toMatchObject({ because: "paused" });
    expect((await command("list")).output).toContain("paused here");
    expect(await command("resume")).toEqual({ code: 0, output: "Resumed: 1.\n" });
    expect(await here.line.ask({ kind: "knock", grant: grant.id })).toMatchObject({ kind: "challenge" });
  });

  it("gets no more out of the open socket than that", async () => {
    const here = await pair();
    const { callLocally } = await import("../../server/doorkeeper/local-socket.ts");
    const [name = ""] = readdirSync(join(folder, "run"));
    const said = await callLocally(join(folder, "run", name), { word: "list", about: null });
    expect(said).toMatchObject({ ok: false });
    expect(JSON.stringify(said)).not.toContain(here.computer);
  });
});

describe("a doorkeeper that is killed", () => {
  it("has kept every fact that it acknowledged, and its history is unbroken", async () => {
    let here: Here & { door: BuiltDoor } = await pair();
    const given: string[] = [];
    for (let round = 1; round <= 4; round += 1) {
      const { answer, grant } = await approve(asPaired(here));
      expect(answer).toBe("registered");
      given.push(grant.id);
      if (round % 2 === 0) {
        const decided = await wordIn(await decide(asPaired(here), grant.id, "paused", round), here.computer);
        expect(decided).toMatchObject({ n: round });
      }
      await here.door.kill("SIGKILL");
      const door = run([]);
      here = { ...here, door, line: await server.line() };
      const { grants } = await here.line.next("holds");
      expect(grants).toEqual(given.map((id, index) => ({ grant: id, n: index % 2 === 1 ? index + 1 : 0 })));
    }
    here.line.send({ kind: "entries?", after: 0 });
    const entries = new Map<number, string>();
    for (let count = 0; count < 12; count += 1) {
      const { statement } = await here.line.next("entry");
      const heard = await hear("entry", statement, here.computer);
      if (heard.ok) entries.set(heard.statement.n, statement);
    }
    let previous = "A".repeat(43);
    for (let n = 1; n <= 12; n += 1) {
      const signed = entries.get(n) ?? "";
      expect(await hear("entry", signed, here.computer)).toMatchObject({ ok: true, statement: { n, previous } });
      previous = await hashOf(signed);
    }
  });
});

describe("a disk that is full", () => {
  /** A disk of its own for the doorkeeper: small, and gone with it. */
  const small = (program: string, args: string[]) => ({
    program: "unshare",
    args: [
      ...(process.getuid?.() === 0 ? [] : ["-Ur"]),
      "-m",
      "sh",
      "-c",
      `mount -t tmpfs -o size=600k,mode=700 tmpfs "${data}" && exec "$0" "$@"`,
      program,
      ...args,
    ],
  });
  const onIt = (door: BuiltDoor, script: string): void => {
    execFileSync("nsenter", [`--mount=/proc/${door.process.pid}/ns/mnt`, "sh", "-c", `${script}; true`], {
      stdio: "pipe",
    });
  };

  it("begins no grant, leaves nothing, and obeys every no; what it couldn't store it stores when it can", async () => {
    mkdirSync(data);
    const screen = await RealScreen.start();
    try {
      const beside = (program: string, args: string[]) => {
        const inner = small(program, args);
        return screen.inside(inner.program, inner.args);
      };
      const here = await pair(["--screen", `unix:${screen.socketPath}`], { inside: beside });
      const { administrator } = officeAccounts;
      const credentials = { userName: administrator.userName, password: administrator.password };
      const before = await approve(asPaired(here), { terms: atSetup, credentials });
      expect(before.answer).toBe("registered");
      const approval = await signGrant(asPaired(here), { terms: atSetup, credentials });
      onIt(here.door, `dd if=/dev/zero of="${data}/fill" bs=512`);
      const receipt = await receiptIn(await send(asPaired(here), approval), here.computer);
      expect(receipt.answer).toBe("not-stored");
      const refused = await here.line.ask({ kind: "knock", grant: approval.grant.id });
      expect(refused).toMatchObject({ because: "unknown-grant" });
      expect(await decide(asPaired(here), before.grant.id, "paused", 1)).toMatchObject({ because: "not-stored" });
      expect(await here.line.ask({ kind: "knock", grant: before.grant.id })).toMatchObject({ because: "paused" });
      onIt(here.door, `rm "${data}/fill"; ls "${data}/credentials" > "${data}/kept"`);
      expect(await wordIn(await here.line.next("decided"), here.computer)).toMatchObject({ state: "paused", n: 1 });
      const kept = execFileSync("nsenter", [
        `--mount=/proc/${here.door.process.pid}/ns/mnt`,
        "cat",
        join(data, "kept"),
      ]);
      expect(kept.toString()).toBe(`${before.grant.id}.jwe\n`);
    } finally {
      await doors.pop()?.kill("SIGKILL");
      await screen.stop();
    }
  });
});

describe("a password", () => {
  it("is in no file, no word on the terminal and no message, whatever became of it", async () => {
    const screen = await RealScreen.start();
    try {
      const here = await pair(["--screen", `unix:${screen.socketPath}`], {
        inside: (program, args) => screen.inside(program, args),
      });
      const { userName, password } = officeAccounts.ordinary;
      const wrong = "a canary that nobody knows";
      expect(
        (await approve(asPaired(here), { terms: atSetup, credentials: { userName, password: wrong } })).answer,
      ).toBe("not-accepted");
      expect((await approve(asPaired(here), { terms: atSetup, credentials: { userName, password } })).answer).toBe(
        "registered",
      );
      expect(
        (await approve(asPaired(here), { confirmed: "password", credentials: { userName, password } })).answer,
      ).toBe("registered");
      // And an administrator's, in the middle of a connection.
      const technician = await somebody();
      const { grant } = await approve(asPaired(here), {}, technician);
      const { keys } = await orderVisit(here, technician, grant.id);
      const stream = await server.stream();
      const carried: Buffer[] = [];
      stream.on("message", (frame: Buffer) => carried.push(frame));
      const viewer = await TestViewer.on(stream, keys);
      await viewer.sendCredentials(officeAccounts.administrator);
      expect(await viewer.nextWord()).toMatch(/^open /);
      expect((await viewer.handshake()).name).toContain("Office PC");
      await here.door.kill("SIGABRT");
      const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(["state.db", "key"]));
      expect(files.some(({ name }) => /^core/.test(name))).toBe(false);
      const written = files
        .filter(({ name }) => name !== "doorkeeper.mjs")
        .map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
      const said = [
        ...written,
        ...carried,
        Buffer.from(here.door.output()),
        ...server.traffic.map((text) => Buffer.from(text)),
      ];
      for (const secret of [password, wrong, officeAccounts.administrator.password])
        for (const spelling of spellings(secret)) expect(said.filter((one) => one.includes(spelling)).length).toBe(0);
      // And the search finds what is there.
      expect(said.some((one) => spellings(here.computer).some((spelling) => one.includes(spelling)))).toBe(true);
    } finally {
      await doors.pop()?.kill("SIGKILL");
      await screen.stop();
    }
  });
});

/** How a text may lie in bytes: as it is, in two bytes a letter, and in base64 at any of its three beginnings. */
function spellings(text: string): Buffer[] {
  const plain = Buffer.from(text);
  const encoded = [0, 1, 2].flatMap((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), plain]);
    const inner = (kind: "base64" | "base64url"): string => shifted.toString(kind).slice(shift + 2, -4);
    return [inner("base64"), inner("base64url")].map((one) => Buffer.from(one));
  });
  return [plain, Buffer.from(text, "utf16le"), Buffer.from(plain.toString("hex")), ...encoded];
}
