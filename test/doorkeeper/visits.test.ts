import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { toBase64url } from "../../shared/base64url.ts";
import { writeBlock } from "../../shared/credentials.ts";
import { frameKind } from "../../shared/stream.ts";
import { publicNameOf, resigned } from "../shared/keys.ts";
import { today, VisitGround } from "./visit-ground.ts";
import { TestScreen } from "./visit-screen.ts";
import { lineBetween } from "./visit-viewer.ts";

const anna = { userName: "office-admin", password: "Winter7-garden-door" };
const minute = 60_000;
const stranger = 7;

let ground: VisitGround;
let screen: TestScreen;
beforeEach(async () => {
  screen = new TestScreen();
  ground = await VisitGround.make({ logIn: screen.logIn, credentials: writeBlock(anna) });
});
afterEach(() => ground.close());

/** What becomes of an order: its code, or `accepted`. */
const orderAnswer = async (order: string): Promise<string> => {
  const answer = await ground.visits.order(order);
  return answer.ok ? "accepted" : answer.because;
};

/** A visit that shows the screen, past its handshake. */
async function visit(grant: string, resumes: string | null = null) {
  const connected = await ground.connect({ grant, resumes });
  await connected.viewer.sendCredentials(anna);
  const opened = await connected.viewer.next();
  return { ...connected, opened };
}

const settled = (check: () => void): Promise<void> => vi.waitFor(check, { interval: 5 });

describe("a knock", () => {
  it("under an unknown grant is refused", async () => {
    expect(await ground.visits.knock("A".repeat(22))).toEqual({ ok: false, because: "unknown-grant", at: null });
  });

  it("under a grant for another computer is refused", async () => {
    const grant = await ground.grant({}, { computer: await publicNameOf(stranger) });
    expect(await ground.visits.knock(grant)).toMatchObject({ because: "not-for-this-computer" });
  });

  it("under a grant made before pairing is refused", async () => {
    const grant = await ground.grant({}, { computer: null, challenge: null });
    expect(await ground.visits.knock(grant)).toMatchObject({ because: "not-for-this-computer" });
  });

  it.each([
    ["revoked", { revokedAt: today - 1 }],
    ["paused", { pausedAt: today - 1 }],
  ])("under a grant that is %s is refused", async (because, change) => {
    const grant = await ground.grant();
    Object.assign(ground.grants.get(grant) ?? {}, change);
    expect(await ground.visits.knock(grant)).toEqual({ ok: false, because, at: null });
  });

  it("outside the hours is told when they begin", async () => {
    const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
    const grant = await ground.grant({ hours: [{ opens: "15:00", closes: "16:00", weekdays: [...weekdays] }] });
    expect(await ground.visits.knock(grant)).toEqual({ ok: false, because: "outside-hours", at: today + 25 * minute });
  });

  it.each(["clock-went-back", "clocks-differ"] as const)(
    "is refused while the clock can't be believed: %s",
    async (because) => {
      ground.clock.refuses = because;
      expect(await ground.visits.knock(await ground.grant())).toEqual({ ok: false, because, at: today });
    },
  );

  it("gets a challenge that names the grant's technician and mode, and how far the history goes", async () => {
    const grant = await ground.grant({ credentialMode: "at-setup" });
    const { challenge } = await ground.knock(grant);
    expect(challenge).toMatchObject({
      grant,
      mode: "at-setup",
      at: today,
      entries: 0,
      technician: await publicNameOf(1),
    });
  });

  it("opens nothing by itself", async () => {
    await ground.knock(await ground.grant());
    expect(ground.visits.running()).toBeNull();
    expect(ground.told).toEqual([]);
  });
});

describe("an order", () => {
  it("is accepted once; the same again finds no challenge", async () => {
    const { order } = await ground.sign(await ground.knock(await ground.grant()), {});
    expect(await orderAnswer(order)).toBe("accepted");
    expect(await orderAnswer(order)).toBe("challenge-gone");
    expect(ground.entries).toEqual(["connection-refused challenge-gone"]);
  });

  it("signed by another technician is refused, and the challenge is gone", async () => {
    const knocked = await ground.knock(await ground.grant());
    const forged = await ground.sign(knocked, { by: stranger });
    const named = await ground.sign(knocked, { by: stranger, change: { technician: await publicNameOf(stranger) } });
    const genuine = await ground.sign(knocked, {});
    expect(await orderAnswer(forged.order)).toBe("bad-signature");
    expect(await orderAnswer(genuine.order)).toBe("challenge-gone");
    expect(await orderAnswer(named.order)).toBe("challenge-gone");
    expect(ground.entries[0]).toBe("connection-refused bad-signature");
  });

  it("with one bit of its signature changed is refused", async () => {
    const { order } = await ground.sign(await ground.knock(await ground.grant()), {});
    const changed = resigned(order, (signature) => {
      signature[0] = (signature[0] ?? 0) ^ 1;
    });
    expect(await orderAnswer(changed)).toBe("bad-signature");
  });

  it.each([
    ["another computer", async () => ({ computer: await publicNameOf(stranger) }), "not-for-this-computer"],
    ["another connection", async () => ({ connection: `${"B".repeat(21)}A` }), "challenge-gone"],
    ["another grant", async () => ({ grant: `${"B".repeat(21)}A` }), "challenge-gone"],
    [
      "a challenge that isn't ours",
      async () => ({ challenge: toBase64url(new Uint8Array(32).fill(9)) }),
      "challenge-gone",
    ],
    ["another technician's name", async () => ({ technician: await publicNameOf(stranger) }), "other-key"],
    ["a share that yields no secret", async () => ({ share: toBase64url(new Uint8Array(32)) }), "unreadable"],
    ["a clock 5 minutes and 1 ms behind", async () => ({ at: today - 5 * minute - 1 }), "clocks-differ"],
    ["a clock 5 minutes and 1 ms ahead", async () => ({ at: today + 5 * minute + 1 }), "clocks-differ"],
    ["a clock 5 minutes behind", async () => ({ at: today - 5 * minute }), "accepted"],
    ["a clock 5 minutes ahead", async () => ({ at: today + 5 * minute }), "accepted"],
  ])("that says %s: %s", async (_, change, answer) => {
    const { order } = await ground.sign(await ground.knock(await ground.grant()), { change: await change() });
    expect(await orderAnswer(order)).toBe(answer);
    expect(ground.visits.running() !== null).toBe(answer === "accepted");
    expect(ground.entries).toEqual(answer === "accepted" ? [] : [`connection-refused ${answer}`]);
  });

  it.each([
    [59_999, "accepted"],
    [60_000, "challenge-gone"],
  ])("%i ms after its challenge, by a clock that nobody sets: %s", async (ms, answer) => {
    const { order } = await ground.sign(await ground.knock(await ground.grant()), {});
    ground.clock.monotonic += ms;
    expect(await orderAnswer(order)).toBe(answer);
  });

  it.each([
    ["revoked meanwhile", { revokedAt: today }, "revoked"],
    ["paused meanwhile", { pausedAt: today }, "paused"],
  ])("under a grant that was %s is refused", async (_, change, because) => {
    const grant = await ground.grant();
    const { order } = await ground.sign(await ground.knock(grant), {});
    Object.assign(ground.grants.get(grant) ?? {}, change);
    expect(await orderAnswer(order)).toBe(because);
  });

  it("under a grant that was unpaired meanwhile is refused", async () => {
    const grant = await ground.grant();
    const { order } = await ground.sign(await ground.knock(grant), {});
    ground.grants.delete(grant);
    expect(await orderAnswer(order)).toBe("unknown-grant");
  });

  it("after the window closed is refused", async () => {
    const grant = await ground.grant();
    ground.clock.now = today + 24 * 60 * minute - minute - 1;
    const { order } = await ground.sign(await ground.knock(grant), {});
    ground.clock.now += 1;
    expect(await orderAnswer(order)).toBe("expired");
  });

  it.each(["clock-went-back", "clocks-differ"] as const)(
    "while the clock can't be believed is refused: %s",
    async (because) => {
      const { order } = await ground.sign(await ground.knock(await ground.grant()), {});
      ground.clock.refuses = because;
      expect(await orderAnswer(order)).toBe(because);
    },
  );

  it.each(["", "a.b.c", "x".repeat(20_000), "e30.e30.e30"])("that is none is refused: %.20j", async (text) => {
    expect(await orderAnswer(text)).toBe("challenge-gone");
  });

  it("that nobody asked for fills no disk: so many are written down in an hour", async () => {
    for (let count = 0; count < 100; count += 1) await ground.visits.order("a.b.c");
    expect(ground.entries).toHaveLength(60);
    ground.clock.monotonic += 3_600_000;
    await ground.visits.order("a.b.c");
    expect(ground.entries).toHaveLength(61);
  });

  it("that somebody else signed fills no disk either", async () => {
    const grant = await ground.grant();
    for (let count = 0; count < 62; count += 1) {
      const { order } = await ground.sign(await ground.knock(grant), { by: stranger });
      expect(await orderAnswer(order)).toBe("bad-signature");
    }
    expect(ground.entries).toHaveLength(60);
  });

  it("whose connection is ended while it is looked at, or before, begins nothing", async () => {
    const knocked = await ground.knock(await ground.grant());
    const { order } = await ground.sign(knocked, {});
    const answer = orderAnswer(order);
    await ground.visits.end({ connection: knocked.challenge.connection }, "customer");
    expect(await answer).toBe("challenge-gone");
    const next = await ground.knock(knocked.challenge.grant);
    await ground.visits.end({ connection: next.challenge.connection }, "customer");
    expect(await orderAnswer((await ground.sign(next, {})).order)).toBe("challenge-gone");
    expect(ground.visits.running()).toBeNull();
  });

  it("over the oldest of five challenges finds it gone; over the others not", async () => {
    const grant = await ground.grant();
    const knocks = [];
    for (let count = 0; count < 5; count += 1) knocks.push(await ground.knock(grant));
    const orders = await Promise.all(knocks.map((knocked) => ground.sign(knocked, {})));
    expect(await orderAnswer(orders[0]?.order ?? "")).toBe("challenge-gone");
    expect(await orderAnswer(orders[1]?.order ?? "")).toBe("accepted");
    // The second of them is a second visit, though it is hers.
    expect(await orderAnswer(orders[2]?.order ?? "")).toBe("busy");
  });
});

describe("two visits at once", () => {
  it("are one: a knock under another grant is busy, since when", async () => {
    await visit(await ground.grant());
    ground.pass(1_000);
    expect(await ground.visits.knock(await ground.grant())).toEqual({ ok: false, because: "busy", at: today });
  });

  it("are one where both had their challenges before", async () => {
    const [one, other] = [await ground.grant(), await ground.grant()];
    const [first, second] = [await ground.knock(one), await ground.knock(other)];
    const [a, b] = await Promise.all([ground.sign(first, {}), ground.sign(second, {})]);
    const answers = await Promise.all([orderAnswer(a.order), orderAnswer(b.order)]);
    expect(answers.sort()).toEqual(["accepted", "busy"]);
  });

  it("leave the door free when the first has ended", async () => {
    const grant = await ground.grant();
    const { viewer } = await visit(grant);
    await viewer.send(frameKind.end, Buffer.from('{"because":"technician"}'));
    expect(await viewer.nextWord()).toBe("end technician");
    await settled(() => expect(ground.visits.running()).toBeNull());
    expect((await visit(grant)).opened).toMatch(/^open/);
    expect(ground.news).toEqual(["opened", "ended technician", "opened"]);
  });
});

describe("credentials", () => {
  it("of the first frame are tried, an administrator's asked for", async () => {
    await visit(await ground.grant());
    expect(screen.tried).toEqual([{ credentials: anna, administrator: true }]);
  });

  it("that were kept on setup are tried, any account's", async () => {
    const { viewer } = await ground.connect({ grant: await ground.grant({ credentialMode: "at-setup" }) });
    await viewer.sendCredentials({ userName: "somebody", password: "else" });
    expect(await viewer.next()).toMatch(/^open/);
    expect(screen.tried).toEqual([{ credentials: anna, administrator: false }]);
  });

  it.each(["not-accepted", "not-an-administrator", "no-screen", "no-login-type", "not-our-screen"] as const)(
    "that the screen refuses end this connection for good: %s",
    async (because) => {
      screen.answer = because;
      const { viewer } = await ground.connect({ grant: await ground.grant() });
      await viewer.sendCredentials(anna);
      expect(await viewer.next()).toBe(`refused ${because}`);
      expect(await viewer.next()).toBe("closed");
      expect(ground.entries).toEqual([`connection-refused ${because}`]);
      expect(ground.news).toEqual([`ended ${because}`]);
      expect(ground.visits.running()).toBeNull();
    },
  );

  it("are tried no more when there were too many", async () => {
    ground.triesLeft = 0;
    const { viewer } = await ground.connect({ grant: await ground.grant() });
    await viewer.sendCredentials(anna);
    expect(await viewer.next()).toBe("refused too-many-tries");
    expect(screen.tried).toEqual([]);
  });

  it("aren't tried where a try can't be counted", async () => {
    ground.triesLeft = null;
    const { viewer } = await ground.connect({ grant: await ground.grant() });
    await viewer.sendCredentials(anna);
    expect(await viewer.next()).toBe("refused not-stored");
    expect(screen.tried).toEqual([]);
  });

  it("that are none are refused without a try", async () => {
    const { viewer } = await ground.connect({ grant: await ground.grant() });
    await viewer.sendCredentials(null);
    expect(await viewer.next()).toBe("refused not-accepted");
    expect(screen.tried).toEqual([]);
    expect(ground.triesLeft).toBe(100);
  });

  it("that were kept are zeroed when they were tried", async () => {
    const { viewer } = await ground.connect({ grant: await ground.grant({ credentialMode: "at-setup" }) });
    await viewer.sendCredentials(null);
    expect(await viewer.next()).toMatch(/^open/);
    expect(ground.handedOut).toHaveLength(1);
    expect(ground.handedOut[0]?.every((byte) => byte === 0)).toBe(true);
  });

  it("that were to be kept and aren't there any more are refused, whatever the viewer sends", async () => {
    ground.close();
    ground = await VisitGround.make({ logIn: screen.logIn, credentials: null });
    const { viewer } = await ground.connect({ grant: await ground.grant({ credentialMode: "at-setup" }) });
    await viewer.sendCredentials(anna);
    expect(await viewer.next()).toBe("refused not-accepted");
    expect(screen.tried).toEqual([]);
  });
});

describe("while the screen is being asked", () => {
  const asking = async () => {
    let release = (): void => {};
    screen.until = new Promise((done) => {
      release = done;
    });
    const grant = await ground.grant();
    const { viewer } = await ground.connect({ grant });
    const begun = screen.begun();
    await viewer.sendCredentials(anna);
    await begun;
    return { grant, viewer, release };
  };

  it("a revocation ends it, and the screen's yes comes too late", async () => {
    const { grant, viewer, release } = await asking();
    Object.assign(ground.grants.get(grant) ?? {}, { revokedAt: today });
    await ground.visits.end({ grant }, "revoked");
    release();
    expect(await viewer.next()).toBe("end revoked");
    expect(await viewer.next()).toBe("closed");
    await settled(() => expect(screen.isLeft).toBe(true));
    expect(ground.entries).toEqual(["connection-refused revoked"]);
  });

  it("a pause that nobody told the visits of still holds when the screen has said yes", async () => {
    const { grant, viewer, release } = await asking();
    Object.assign(ground.grants.get(grant) ?? {}, { pausedAt: today });
    release();
    expect(await viewer.next()).toBe("refused paused");
    expect(ground.entries).toEqual(["connection-refused paused"]);
  });

  it("the window may close", async () => {
    const { viewer, release } = await asking();
    ground.clock.now += 24 * 60 * minute - minute;
    release();
    expect(await viewer.next()).toBe("refused expired");
  });

  it("a full disk is found out: what can't be written down isn't shown", async () => {
    const { viewer, release } = await asking();
    ground.isFull = true;
    release();
    expect(await viewer.next()).toBe("refused not-stored");
    expect(ground.news).toEqual(["ended not-stored"]);
  });
});

describe("a visit", () => {
  it("passes the screen's bytes on both ways", async () => {
    const { viewer } = await visit(await ground.grant());
    expect((await viewer.screen(12)).toString()).toBe("RFB 003.008\n");
    await viewer.sendScreen(Buffer.from("RFB 003.008\n\u0001and more"));
    expect((await viewer.screen(6)).toString("hex")).toBe("010100000000");
    expect(await read(screen.end)).toBe("and more");
    screen.end.write("from the screen");
    expect((await viewer.screen(15)).toString()).toBe("from the screen");
    await viewer.sendScreen(Buffer.from("keys"));
    expect(await read(screen.end)).toBe("keys");
  });

  it("says who is there since when, and under which grant", async () => {
    const grant = await ground.grant();
    const { connection } = await visit(grant);
    expect(ground.visits.running()).toEqual({ connection, grant, since: today, technician: await publicNameOf(1) });
  });

  it("is warned 15, 5 and 1 minutes before the window closes, and ended when it does", async () => {
    const grant = await ground.grant();
    const closes = today - minute + 24 * 60 * minute;
    const { viewer, opened } = await visit(grant);
    expect(opened).toBe(`open ${closes}`);
    ground.clock.now = closes - 15 * minute - 1;
    ground.visits.passTime();
    const seen: string[] = [];
    for (const before of [15 * minute, 5 * minute, minute]) {
      ground.clock.now = closes - before - 1;
      ground.visits.passTime();
      ground.clock.now = closes - before;
      ground.visits.passTime();
      ground.visits.passTime();
      seen.push(await viewer.nextWord());
    }
    expect(seen).toEqual(Array(3).fill(`closing ${closes}`));
    ground.clock.now = closes - 1;
    ground.visits.passTime();
    expect(ground.visits.running()).not.toBeNull();
    ground.clock.now = closes;
    ground.visits.passTime();
    expect(await viewer.nextWord()).toBe("end window");
    expect(await viewer.nextWord()).toBe("closed");
    expect(ground.entries).toEqual(["connection-opened", "connection-ended window"]);
  });

  it("that begins four minutes before the end is warned once", async () => {
    const grant = await ground.grant();
    const closes = today - minute + 24 * 60 * minute;
    ground.clock.now = closes - 4 * minute;
    const { viewer } = await visit(grant);
    ground.visits.passTime();
    ground.clock.now = closes - minute;
    ground.visits.passTime();
    ground.clock.now = closes;
    ground.visits.passTime();
    expect([await viewer.nextWord(), await viewer.nextWord()]).toEqual([`closing ${closes}`, "end window"]);
  });

  it("says that it is there every 20 s where there is nothing to say", async () => {
    const { viewer } = await visit(await ground.grant());
    ground.pass(19_999);
    ground.pass(1);
    ground.pass(1);
    ground.clock.now = today + 24 * 60 * minute;
    ground.visits.passTime();
    expect([await viewer.nextWord(), await viewer.nextWord()]).toEqual(["nothing", "end window"]);
  });

  it("ends by the clock that can't be set back where the other was", async () => {
    const grant = await ground.grant();
    ground.clock.now = today - minute + 24 * 60 * minute - 30_000;
    await visit(grant);
    ground.clock.now -= 20_000;
    ground.clock.monotonic += 29_999;
    ground.visits.passTime();
    expect(ground.news).toEqual(["opened"]);
    ground.clock.monotonic += 1;
    ground.visits.passTime();
    expect(ground.news).toEqual(["opened", "ended window"]);
  });

  it("without an end is over after 24 hours", async () => {
    await visit(await ground.grant({ span: { kind: "unlimited" } }));
    ground.clock.monotonic += 24 * 60 * minute;
    ground.visits.passTime();
    expect(ground.news).toEqual(["opened", "ended longest"]);
  });

  it("ends when the clock is found to have gone back", async () => {
    const { viewer } = await visit(await ground.grant());
    ground.clock.refuses = "clock-went-back";
    ground.visits.passTime();
    expect(await viewer.nextWord()).toBe("end clock-went-back");
  });

  it("goes on when the server's clock differs: that would let the server end it at will, which it can anyway", async () => {
    await visit(await ground.grant());
    ground.clock.refuses = "clocks-differ";
    ground.visits.passTime();
    expect(ground.news).toEqual(["opened"]);
  });

  it.each([
    ["revoked", { revokedAt: today }],
    ["paused", { pausedAt: today }],
  ])("ends within a second of its grant being %s, though nobody said so", async (because, change) => {
    const grant = await ground.grant();
    const { viewer } = await visit(grant);
    Object.assign(ground.grants.get(grant) ?? {}, change);
    ground.visits.passTime();
    expect(await viewer.nextWord()).toBe(`end ${because}`);
  });

  it("ends when its grant is gone: the computer was unpaired", async () => {
    const grant = await ground.grant();
    const { viewer } = await visit(grant);
    ground.grants.delete(grant);
    ground.visits.passTime();
    expect(await viewer.nextWord()).toBe("end revoked");
  });

  it("ends when the screen goes away", async () => {
    const { viewer } = await visit(await ground.grant());
    screen.end.destroy();
    expect(await viewer.nextWord()).toBe("end screen-gone");
  });

  it("is ended by its connection, its grant or whatever it is, and by no other", async () => {
    for (const which of ["connection", "grant", "any"] as const) {
      const grant = await ground.grant();
      const { connection, viewer } = await visit(grant);
      await ground.visits.end({ connection: "A".repeat(22) }, "administrator");
      await ground.visits.end({ grant: "A".repeat(22) }, "administrator");
      expect(ground.visits.running()).not.toBeNull();
      await ground.visits.end(which === "any" ? which : which === "grant" ? { grant } : { connection }, "customer");
      expect(await viewer.nextWord()).toBe("end customer");
    }
    await ground.visits.end("any", "customer");
    expect(ground.news).toHaveLength(6);
  });
});

const read = async (stream: TestScreen["end"]): Promise<string> => {
  for (;;) {
    const bytes: unknown = stream.read();
    if (bytes instanceof Buffer) return bytes.toString();
    await new Promise((done) => stream.once("readable", done));
  }
};

describe("a line that is lost", () => {
  async function lost(mode: "at-connection" | "at-setup" = "at-connection") {
    const grant = await ground.grant({ credentialMode: mode });
    const { viewer, connection } = await visit(grant);
    viewer.line.terminate();
    ground.visits.passTime();
    await settled(() => {
      ground.visits.passTime();
      expect(screen.isLeft).toBe(true);
    });
    return { grant, connection };
  }

  it("leaves the visit waiting, and the door closed for others", async () => {
    const { connection } = await lost();
    expect(ground.visits.running()).toMatchObject({ connection });
    expect(ground.news).toEqual(["opened"]);
    expect(await ground.visits.knock(await ground.grant())).toMatchObject({ because: "busy" });
  });

  it("is cut for good after two minutes", async () => {
    await lost();
    ground.pass(119_999);
    expect(ground.visits.running()).not.toBeNull();
    ground.pass(1);
    expect(ground.visits.running()).toBeNull();
    expect(ground.news).toEqual(["opened", "ended cut"]);
    expect(ground.entries).toEqual(["connection-opened", "connection-ended cut"]);
  });

  it.each(["at-connection", "at-setup"] as const)("comes back without anybody typing a password: %s", async (mode) => {
    const { grant, connection } = await lost(mode);
    ground.pass(60_000);
    const back = await ground.connect({ grant, resumes: connection });
    await back.viewer.sendCredentials(null);
    expect(await back.viewer.next()).toMatch(/^open/);
    expect(screen.tried).toHaveLength(2);
    expect(screen.tried[1]).toEqual(screen.tried[0]);
    expect(ground.visits.running()).toMatchObject({ connection: back.connection, since: today });
    expect(ground.news).toEqual(["opened", "ended cut", "opened"]);
  });

  it("that is lost again before it was back still comes back", async () => {
    const { grant, connection } = await lost();
    const back = await ground.connect({ grant, resumes: connection });
    back.viewer.line.terminate();
    await settled(() => {
      ground.pass(30_000);
      expect(ground.clock.monotonic).toBeGreaterThan(60_000);
    });
    expect(ground.visits.running()).toMatchObject({ connection: back.connection });
    const again = await ground.connect({ grant, resumes: back.connection });
    await again.viewer.sendCredentials(null);
    expect(await again.viewer.next()).toMatch(/^open/);
  });

  it("comes back under any of its connections: the viewer may not have heard of the newest", async () => {
    const { grant, connection } = await lost();
    await ground.connect({ grant, resumes: connection });
    const again = await ground.connect({ grant, resumes: connection });
    await again.viewer.sendCredentials(null);
    expect(await again.viewer.next()).toMatch(/^open/);
  });

  it("comes back only where all is as it must be: not under a grant that was revoked", async () => {
    const { grant } = await lost();
    Object.assign(ground.grants.get(grant) ?? {}, { revokedAt: today });
    expect(await ground.visits.knock(grant)).toMatchObject({ because: "revoked" });
    ground.visits.passTime();
    expect(ground.news).toEqual(["opened", "ended revoked"]);
  });

  it("comes back only with an account that is still good", async () => {
    const { grant, connection } = await lost();
    screen.answer = "not-accepted";
    const back = await ground.connect({ grant, resumes: connection });
    await back.viewer.sendCredentials(null);
    expect(await back.viewer.next()).toBe("refused not-accepted");
    expect(ground.visits.running()).toBeNull();
  });

  it("gives no credentials to who doesn't go on with it", async () => {
    const { grant } = await lost();
    const anew = await ground.connect({ grant });
    await anew.viewer.sendCredentials(null);
    expect(await anew.viewer.next()).toBe("refused not-accepted");
    expect(screen.tried).toHaveLength(1);
  });

  it("is hers alone: an order under another grant that was challenged before doesn't take its place, even if it claims to go on", async () => {
    const other = await ground.knock(await ground.grant());
    const more = await ground.knock(await ground.grant());
    const { connection } = await lost();
    expect(await orderAnswer((await ground.sign(other, {})).order)).toBe("busy");
    expect(await orderAnswer((await ground.sign(more, { resumes: connection })).order)).toBe("visit-over");
  });

  it("leaves nothing of the password in memory once it is cut", async () => {
    const copies = vi.spyOn(Uint8Array, "from");
    await lost();
    const [block] = copies.mock.results.map(({ value }) => value).filter((value) => value?.length === 1_024);
    copies.mockRestore();
    expect(block?.some((byte: number) => byte !== 0)).toBe(true);
    ground.pass(120_000);
    expect(block?.every((byte: number) => byte === 0)).toBe(true);
  });

  it("gives no credentials after two minutes: there is nothing to go on with", async () => {
    const { grant, connection } = await lost();
    const knocked = await ground.knock(grant);
    const { order } = await ground.sign(knocked, { resumes: connection });
    ground.pass(120_000);
    ground.clock.monotonic -= 60_001;
    expect(await orderAnswer(order)).toBe("visit-over");
    expect(ground.visits.running()).toBeNull();
  });

  it("may be noticed by the viewer first: who resumes the visit that still runs takes its place", async () => {
    const grant = await ground.grant();
    const { viewer, connection } = await visit(grant);
    const back = await ground.connect({ grant, resumes: connection });
    expect(await viewer.nextWord()).toBe("closed");
    await back.viewer.sendCredentials(null);
    expect(await back.viewer.next()).toMatch(/^open/);
    expect(ground.visits.running()).toMatchObject({ connection: back.connection });
  });

  it("is found out by silence", async () => {
    await visit(await ground.grant());
    ground.pass(89_999);
    expect(screen.isLeft).toBe(false);
    ground.pass(1);
    await settled(() => expect(screen.isLeft).toBe(true));
    expect(ground.news).toEqual(["opened"]);
  });
});

describe("a stream that the server doesn't give", () => {
  it("ends what was ordered", async () => {
    ground.dials = () => Promise.reject(new Error("no line"));
    const { order } = await ground.sign(await ground.knock(await ground.grant()), {});
    expect(await orderAnswer(order)).toBe("accepted");
    await settled(() => expect(ground.visits.running()).toBeNull());
    expect(ground.entries).toEqual(["connection-refused cut"]);
  });

  it("and comes after all is shut: nobody waits for it any more", async () => {
    const { door, viewer, close } = await lineBetween();
    let arrive = (): void => {};
    ground.dials = () =>
      new Promise((done) => {
        arrive = () => done(door);
      });
    const { order } = await ground.sign(await ground.knock(await ground.grant()), {});
    await orderAnswer(order);
    await ground.visits.end("any", "customer");
    const closed = new Promise((done) => viewer.once("close", done));
    arrive();
    await closed;
    close();
  });

  it("isn't waited for longer than half a minute", async () => {
    ground.dials = () => new Promise(() => {});
    const { order } = await ground.sign(await ground.knock(await ground.grant()), {});
    await orderAnswer(order);
    ground.pass(29_999);
    expect(ground.visits.running()).not.toBeNull();
    ground.pass(1);
    expect(ground.news).toEqual(["ended cut"]);
  });
});
