import { describe, expect, it } from "vitest";
import { browserWithBoth } from "./browser-with-both.ts";

describe("a pairing", () => {
  it("shows a command made of the build's server and the customer's key, and pins by the six digits", async () => {
    const both = await browserWithBoth();
    await both.meet();
    const number = await both.answerPairing();
    expect(await both.send("popup", { act: "check-door", number })).toEqual({ ok: true, fits: true, triesLeft: 3 });
    const door = await both.popup.state(({ door, pairing }) => pairing === null && door);
    expect(door).toMatchObject({ key: both.door.key.name, name: "OFFICE-PC", system: "win", pairedAt: both.clock.at });
  });
});
