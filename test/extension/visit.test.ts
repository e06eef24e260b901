import { describe, expect, it } from "vitest";
import type { Acts } from "../../extension/messages.ts";
import { createVisit, type Stage } from "../../extension/viewer/visit.ts";
import { freshId } from "../../shared/base64url.ts";
import { blockSize, freshShare, readBlock, writeBlock } from "../../shared/credentials.ts";
import { agreeOnKeys, frameKind } from "../../shared/stream.ts";
import { computerBehind, emptyBlock, json, StreamSocket } from "./scripted-stream.ts";

type Ask = Acts["connect"]["ask"];
type Answer = Acts["connect"]["answer"];
type Opened = { connection: string; socket: StreamSocket; computer: Awaited<ReturnType<typeof computerBehind>> };

const credentials = { userName: "anna", password: "correct horse canary" };
const open = (until: number | null = null) => json({ status: "open", until });

/** A viewer's visits before a scripted background and computer. `refuse` answers the next knocks. */
function anyVisit() {
  const asks: Ask[] = [];
  const ended: string[] = [];
  const refuse: Extract<Answer, { ok: false }>[] = [];
  const streams: Opened[] = [];
  const clock = { at: 0 };
  const looking = new Set<() => void>();
  const look = (): void => {
    for (const one of looking) one();
  };
  const when = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const one = (): void => {
        if (!holds()) return;
        looking.delete(one);
        resolve();
      };
      looking.add(one);
      one();
    });
  const visit = createVisit({
    grant: freshId(),
    async connect(ask) {
      asks.push(ask);
      look();
      const no = refuse.shift();
      if (no !== undefined) return no;
      const { share, privateKey } = await freshShare();
      const connection = freshId();
      const order = `header.order-of-${connection}.signature`;
      const socket = new StreamSocket();
      const computer = await computerBehind(socket, await agreeOnKeys(privateKey, ask.share, order));
      streams.push({ connection, socket, computer });
      look();
      return { ok: true, visit: { connection, stream: connection, token: "token", order, share } };
    },
    async endConnection(connection) {
      ended.push(connection);
      look();
    },
    openSocket(address) {
      const stream = streams.find(({ connection }) => connection === address);
      if (stream === undefined) throw new Error("no such stream");
      return stream.socket.asSocket();
    },
    now: () => clock.at,
    ticks: () => clock.at,
    // A minute is the patience with a computer that says nothing: here it always says something.
    after: (ms) =>
      new Promise((resolve) => {
        if (ms === 60_000) return;
        clock.at += ms;
        setImmediate(resolve);
      }),
    every: () => () => {},
    random: () => 0.5,
  });
  const stages: Stage[] = [];
  visit.watch(() => {
    stages.push(visit.stage());
    look();
  });
  const reached = <At extends Stage["at"]>(at: At) =>
    when(() => visit.stage().at === at).then(() => visit.stage() as Extract<Stage, { at: At }>);
  /** the stream of this number as soon as it is there */
  const stream = async (number: number): Promise<Opened> => {
    await when(() => streams.length > number);
    return streams[number] as Opened;
  };
  async function connect(block: Uint8Array = emptyBlock()): Promise<Opened> {
    const connecting = visit.connect(block);
    const first = await stream(0);
    await first.computer.say(frameKind.status, open());
    await connecting;
    return first;
  }
  return { visit, asks, ended, refuse, streams, clock, stages, reached, stream, connect, when };
}

describe("a visit", () => {
  it("begins with a knock, then the credentials, then the screen; what was typed is forgotten and went nowhere else", async () => {
    const at = anyVisit();
    const block = writeBlock(credentials);
    const { computer } = await at.connect(block);
    expect(at.stages.map((stage) => stage.at)).toEqual(["knocking", "signing-in", "open"]);
    expect(readBlock((await computer.next())?.body ?? emptyBlock())).toEqual(credentials);
    expect(block.every((byte) => byte === 0)).toBe(true);
    expect(at.asks).toMatchObject([{ resumes: null }]);
    expect(JSON.stringify([at.asks, at.stages])).not.toContain("canary");
  });

  it("begins once, however often it is pressed", async () => {
    const at = anyVisit();
    await Promise.all([at.connect(), at.visit.connect(emptyBlock())]);
    await at.visit.connect(emptyBlock());
    expect(at.asks).toHaveLength(1);
  });

  it.each<[string, Extract<Answer, { ok: false }>]>([
    ["closed", { ok: false, code: "closed", because: "paused", opensAt: null }],
    ["busy", { ok: false, code: "busy", at: 5 }],
    ["not verified", { ok: false, code: "not-verified" }],
  ])("that is %s goes back to the start and says why, with the block wiped", async (_, refused) => {
    const at = anyVisit();
    at.refuse.push(refused);
    const block = writeBlock(credentials);
    await at.visit.connect(block);
    expect(at.visit.stage()).toEqual({ at: "start", why: { said: "no", refused } });
    expect(block.every((byte) => byte === 0)).toBe(true);
    expect(at.streams).toEqual([]);
  });

  it("that the computer refuses goes back to the start and says why", async () => {
    const at = anyVisit();
    const connecting = at.visit.connect(emptyBlock());
    const { computer } = await at.stream(0);
    await computer.say(frameKind.status, json({ status: "refused", because: "not-an-administrator" }));
    await connecting;
    const heard = { what: "refused", because: "not-an-administrator" };
    expect(at.visit.stage()).toEqual({ at: "start", why: { said: "stream", heard } });
  });

  it("that the computer ends is over, with its reason", async () => {
    const at = anyVisit();
    const { computer } = await at.connect();
    await computer.say(frameKind.end, json({ because: "window" }));
    const { why } = await at.reached("over");
    expect(why).toEqual({ said: "stream", heard: { what: "ended", because: "window" } });
  });

  it("says when it closes", async () => {
    const at = anyVisit();
    const { computer } = await at.connect();
    await computer.say(frameKind.status, json({ status: "closing", at: 900_000 }));
    await at.when(() => at.stages.length === 4);
    expect(at.visit.stage()).toMatchObject({ at: "open", closesAt: 900_000 });
  });

  it("whose screen says what no screen says is over, and ended at the computer", async () => {
    const at = anyVisit();
    const { connection } = await at.connect();
    const { screen } = at.visit.stage() as Extract<Stage, { at: "open" }>;
    // As noVNC does, which gives up by itself.
    screen.channel.close();
    const { why } = await at.reached("over");
    expect(why).toEqual({ said: "stream", heard: { what: "ended", because: "screen-gone" } });
    await at.when(() => at.ended.length > 0);
    expect(at.ended).toEqual([connection]);
    expect(at.asks).toHaveLength(1);
  });

  it("whose stream was altered is over, and never tried again by itself", async () => {
    const at = anyVisit();
    const { socket } = await at.connect();
    socket.hear("hello");
    const { why } = await at.reached("over");
    expect(why).toEqual({ said: "stream", heard: { what: "altered" } });
    expect(at.asks).toHaveLength(1);
  });

  it("whose computer seals with the keys of an earlier visit is altered: each has keys of its own", async () => {
    const at = anyVisit();
    const first = await at.connect();
    await first.computer.say(frameKind.end, json({ because: "customer" }));
    await at.reached("over");
    at.visit.again();
    const connecting = at.visit.connect(emptyBlock());
    const second = await at.stream(1);
    await second.socket.message(0);
    second.socket.hear((await first.computer.seal(frameKind.status, open())).slice().buffer);
    await connecting;
    expect(at.visit.stage()).toEqual({ at: "start", why: { said: "stream", heard: { what: "altered" } } });
  });

  it("that the technician ends is told to the computer and to the server", async () => {
    const at = anyVisit();
    const { computer, connection, socket } = await at.connect();
    await computer.next();
    await at.visit.end();
    expect(await computer.next()).toMatchObject({ kind: frameKind.end });
    expect(at.ended).toEqual([connection]);
    expect(socket.readyState).toBe(3);
    const { why } = await at.reached("over");
    expect(why).toEqual({ said: "stream", heard: { what: "ended", because: "technician" } });
    expect(at.asks).toHaveLength(1);
  });

  it("that is ended while it is knocked is ended as soon as it is there", async () => {
    const at = anyVisit();
    const connecting = at.visit.connect(emptyBlock());
    await at.visit.end();
    await connecting;
    const { connection, socket } = await at.stream(0);
    await at.when(() => at.ended.length === 1);
    expect(at.ended).toEqual([connection]);
    expect(socket.sent).toEqual([]);
    expect(at.visit.stage().at).toBe("over");
  });

  it("whose tab is closed is ended", async () => {
    const at = anyVisit();
    const { computer, connection } = await at.connect();
    await computer.next();
    at.visit.leave();
    expect(at.ended).toEqual([connection]);
    expect(await computer.next()).toMatchObject({ kind: frameKind.end });
  });
});

describe("a lost line", () => {
  it("comes back by itself, without credentials, and names the visit that it goes on with", async () => {
    const at = anyVisit();
    const first = await at.connect(writeBlock(credentials));
    const { screen } = at.visit.stage() as Extract<Stage, { at: "open" }>;
    first.socket.close();
    expect(await at.reached("reconnecting")).toEqual({ at: "reconnecting", until: 120_000 });
    expect(screen.channel.readyState).toBe("closed");
    screen.channel.close();
    const second = await at.stream(1);
    expect(at.asks[1]).toMatchObject({ resumes: first.connection });
    expect(at.asks[1]?.share).not.toBe(at.asks[0]?.share);
    const frame = await second.computer.next();
    expect(frame).toEqual({ kind: frameKind.credentials, body: new Uint8Array(blockSize) });
    await second.computer.say(frameKind.status, open(5));
    expect((await at.reached("open")).screen).not.toBe(screen);
    second.socket.close();
    await at.stream(2);
    expect(at.asks[2]).toMatchObject({ resumes: second.connection });
  });

  it("is tried again while the computer or the server is away, and no longer than two minutes", async () => {
    const at = anyVisit();
    const first = await at.connect();
    at.refuse.push(
      ...Array.from({ length: 99 }, (_, index) => ({ ok: false as const, code: away[index % away.length] ?? "" })),
    );
    first.socket.close();
    const { why } = await at.reached("over");
    expect(why).toEqual({ said: "stream", heard: { what: "cut" } });
    expect(at.clock.at).toBe(120_000);
    expect(at.asks.length).toBeGreaterThan(10);
    expect(at.asks.length).toBeLessThan(40);
    expect(new Set(at.asks.slice(1).map(({ resumes }) => resumes))).toEqual(new Set([first.connection]));
  });
  const away = ["no-server", "no-answer", "offline", "busy", "challenge-gone"];

  it("is given up at once where the answer is no", async () => {
    const at = anyVisit();
    const first = await at.connect();
    at.refuse.push({ ok: false, code: "no-server" }, { ok: false, code: "not-verified" });
    first.socket.close();
    expect(await at.reached("over")).toMatchObject({ why: { refused: { code: "not-verified" } } });
    expect(at.asks).toHaveLength(3);
  });

  it.each([
    ["revoked", "revoked"],
    ["paused", "paused"],
    ["outside-hours", "window"],
    ["expired", "window"],
  ])("is given up where access was %s meanwhile, and that is why the visit ended", async (because, ended) => {
    const at = await anyVisit();
    const first = await at.connect();
    at.refuse.push({ ok: false, code: "closed", because, opensAt: null });
    first.socket.close();
    expect(await at.reached("over")).toMatchObject({ why: { heard: { what: "ended", because: ended } } });
    expect(at.asks).toHaveLength(2);
  });

  it("is given up where the computer wants credentials again: this page has none", async () => {
    const at = anyVisit();
    (await at.connect()).socket.close();
    const second = await at.stream(1);
    await second.computer.say(frameKind.status, json({ status: "refused", because: "not-accepted" }));
    expect(await at.reached("over")).toMatchObject({ why: { refused: { code: "asks-anew" } } });
  });

  it("can be ended meanwhile, and what was lost is ended with it", async () => {
    const at = anyVisit();
    const first = await at.connect();
    first.socket.close();
    await at.reached("reconnecting");
    await at.visit.end();
    await at.when(() => at.ended.length > 0);
    expect(at.ended).toContain(first.connection);
    expect(at.visit.stage()).toMatchObject({ at: "over", why: { heard: { because: "technician" } } });
  });

  it("of a visit that was never open isn't tried again: nobody was let in yet", async () => {
    const at = anyVisit();
    const connecting = at.visit.connect(emptyBlock());
    const { socket } = await at.stream(0);
    await socket.message(0);
    socket.close();
    await connecting;
    expect(at.visit.stage()).toEqual({ at: "start", why: { said: "stream", heard: { what: "cut" } } });
    expect(at.asks).toHaveLength(1);
  });
});
