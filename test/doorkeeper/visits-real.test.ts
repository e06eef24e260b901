import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { writeBlock } from "../../shared/credentials.ts";
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
