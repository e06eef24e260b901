import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type Credentials, writeBlock } from "../../shared/credentials.ts";
import { RealScreen } from "../screen/real-screen.ts";
import { logInAt, office, officeAdmin } from "./screen-rig.ts";
import { today, VisitGround } from "./visit-ground.ts";

// Visits of a real screen, with real accounts: what a visitor gets, and what she doesn't.

let screen: RealScreen;
beforeAll(async () => {
  screen = await RealScreen.start();
});
afterAll(() => screen.stop());

let ground: VisitGround;
afterEach(() => {
  ground.close();
  for (const { userName, password } of [office, officeAdmin]) screen.setPassword(userName, password);
});

const day = 24 * 3_600_000;

describe("a visit when connecting", () => {
  it("shows an administrator the screen, until the grant's end, and is written down", async () => {
    ground = await VisitGround.make({ logIn: logInAt(screen) });
    const { viewer } = await ground.connect({ grant: await ground.grant() });
    await viewer.sendCredentials(officeAdmin);
    expect(await viewer.next()).toBe(`open ${today - 60_000 + day}`);
    expect(await viewer.handshake()).toEqual({ width: 1024, height: 768, name: "Office PC" });
    await ground.visits.end("any", "customer");
    expect(await viewer.nextWord()).toBe("end customer");
    expect(ground.entries).toEqual(["connection-opened", "connection-ended customer"]);
    expect(ground.news).toEqual(["opened", "ended customer"]);
    expect(ground.visits.running()).toBeNull();
  });
});

describe("a visit on setup", () => {
  it("logs in with what the customer left, and takes nothing from the viewer", async () => {
    ground = await VisitGround.make({ logIn: logInAt(screen), credentials: writeBlock(office) });
    const { viewer } = await ground.connect({ grant: await ground.grant({ credentialMode: "at-setup" }) });
    await viewer.sendCredentials(null);
    expect(await viewer.next()).toBe(`open ${today - 60_000 + day}`);
    expect((await viewer.handshake()).name).toBe("Office PC");
  });
});

/** What a viewer is told who comes with these credentials, or with those that were kept. */
async function told(credentials: Credentials | null, kept: Credentials | null = null): Promise<unknown> {
  ground = await VisitGround.make({ logIn: logInAt(screen), credentials: kept && writeBlock(kept) });
  const { viewer } = await ground.connect({
    grant: await ground.grant({ credentialMode: kept === null ? "at-connection" : "at-setup" }),
  });
  await viewer.sendCredentials(credentials);
  const answer = await viewer.next();
  if (answer !== `open ${today - 60_000 + day}`) {
    expect(await viewer.next()).toBe("closed");
    expect(ground.visits.running()).toBeNull();
    expect(ground.entries).toEqual([`connection-${answer}`]);
  }
  return answer;
}

describe("when connecting, the computer refuses", () => {
  it.each<[string, Credentials]>([
    ["a wrong password", { ...officeAdmin, password: "Winter7-garden-gate" }],
    ["an account that there isn't", { ...officeAdmin, userName: "office-boss" }],
    ["root with the administrator's password", { ...officeAdmin, userName: "root" }],
    ["a name that is an option", { ...officeAdmin, userName: "--help" }],
  ])("%s", async (_, credentials) => {
    expect(await told(credentials)).toBe("refused not-accepted");
  });

  it("an ordinary account with its right password", async () => {
    expect(await told(office)).toBe("refused not-an-administrator");
  });

  it("a password that was changed since", async () => {
    screen.setPassword(officeAdmin.userName, "Spring1-roof-window");
    expect(await told(officeAdmin)).toBe("refused not-accepted");
  });

  it("an account that is locked", async () => {
    screen.lock(officeAdmin.userName);
    expect(await told(officeAdmin)).toBe("refused not-accepted");
  });

  it("an account that has expired", async () => {
    screen.expire(officeAdmin.userName);
    expect(await told(officeAdmin)).toBe("refused not-accepted");
  });
});

describe("on setup, the computer refuses what the customer left", () => {
  it.each<[string, () => void]>([
    ["when the password was changed since", () => screen.setPassword(office.userName, "Spring1-roof-window")],
    ["when the account was locked", () => screen.lock(office.userName)],
    ["when the account has expired", () => screen.expire(office.userName)],
  ])("%s, whatever the viewer sends", async (_, change) => {
    expect(await told(null, office)).toMatch(/^open/);
    ground.close();
    change();
    expect(await told(officeAdmin, office)).toBe("refused not-accepted");
  });
});

describe("a visitor", () => {
  /** A key of RFB, pressed and let go. */
  const key = (code: number): Uint8Array => {
    const event = Buffer.alloc(16);
    for (const [at, down] of [
      [0, 1],
      [8, 0],
    ] as const) {
      event.writeUInt8(4, at);
      event.writeUInt8(down, at + 1);
      event.writeUInt32BE(code, at + 4);
    }
    return event;
  };
  const enter = 0xff0d;

  it("types into the terminal on that screen, and no longer once she was sent away", async () => {
    ground = await VisitGround.make({ logIn: logInAt(screen) });
    const { viewer } = await ground.connect({ grant: await ground.grant() });
    await viewer.sendCredentials(officeAdmin);
    expect(await viewer.next()).toMatch(/^open/);
    await viewer.handshake();
    const type = async (text: string): Promise<void> => {
      for (const letter of text) await viewer.sendScreen(key(letter.charCodeAt(0)));
      await viewer.sendScreen(key(enter));
    };
    const written = (name: string): string => readFileSync(join(screen.home, name), "utf8");
    // The terminal may have no prompt yet: what is typed too early is typed again.
    await vi.waitFor(
      async () => {
        await type("echo anna >seen");
        expect(written("seen")).toBe("anna\n");
      },
      { timeout: 15_000, interval: 200 },
    );
    await ground.visits.end("any", "customer");
    await type("echo anna >late").catch(() => {});
    expect(await viewer.nextWord()).toBe("end customer");
    expect(await viewer.nextWord()).toBe("closed");
    expect(() => written("late")).toThrow();
  }, 30_000);
});
