import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { ConsoleGround } from "./console-ground.ts";

let ground: ConsoleGround;
beforeAll(async () => {
  ground = await ConsoleGround.open(inject("stages")[0]?.extension ?? "");
});
afterEach(() => ground.closePages());
afterAll(() => ground?.close());

describe("a console's page", () => {
  it("is read once the panel is open, and again whenever it has changed", async () => {
    const shown = await ground.show(
      "<title>Office PC · Desk</title><h1>Office PC <span class=state>online</span></h1>",
    );
    await shown.open();
    const { pathname } = new URL(shown.page.url());
    const references = [{ kind: "page" as const, value: pathname }];
    await shown.saysPage({ by: "generic", console: null, name: "Office PC", references, kind: null });
    await shown.page.evaluate(() => {
      history.pushState(null, "", `${location.pathname}?device=2`);
      const head = document.querySelector("h1");
      if (head) head.textContent = "Workshop PC";
    });
    await shown.saysPage({ name: "Workshop PC", references: [{ kind: "page", value: `${pathname}?device=2` }] });
    expect((await shown.said("page")).length).toBeLessThanOrEqual(3);
  });
});
