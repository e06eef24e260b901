import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { soon } from "../browser/soon.ts";
import { useStage } from "../browser/test-stage.ts";
import { AttackGround } from "./attack-ground.ts";

// A page that lies about what it is about. Its word is shown as its word, and permits nothing.

const stage = useStage("kept");
let ground: AttackGround;
beforeAll(async () => {
  ground = await AttackGround.open(stage());
});
beforeEach(() => ground.renew());

/** Says something by the contract, in the head of the page. */
const says = (metas: Record<string, string>) => `
  for (const [name, content] of Object.entries(${JSON.stringify(metas)})) {
    const meta = Object.assign(document.createElement("meta"), { name: "whileaway:" + name, content });
    document.head.append(meta);
    lasting.push(() => meta.remove());
  }`;

const markup = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script><b>Office</b>`;

describe("a page that lies in the contract", () => {
  it.each([
    ["with markup for a name", { computer: markup, device: "17" }, "<b>Office</b>"],
    ["with characters that turn text round", { computer: "Office\u202e CP\u2066\u200b", device: "17" }, "Office CP"],
    ["with a name as long as may be", { computer: "x".repeat(200), device: "17" }, "x".repeat(200)],
    ["with a name that is longer", { computer: `Longer${"x".repeat(1_000_000)}`, device: "Device-17" }, "Device-17"],
    ["with markup for a reference", { computer: "Marked", device: markup }, "Marked"],
  ])("%s is quoted, bounded and inert", async (_, metas, shown) => {
    const { page, technician } = ground;
    const before = await ground.sent();
    await ground.run(says(metas));
    const panel = await technician.panel();
    const line = panel.getByRole("region", { name: "What this page is about" });
    await line.getByText(shown, { exact: false }).first().waitFor();
    const text = await line.innerText();
    expect(text.length).toBeLessThan(1_000);
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
    expect(await panel.locator("img[src=x], main script, main b b").count()).toBe(0);
    expect([await page.title(), await panel.title()].join(" ")).not.toContain("owned");
    // The console's word is no wider than the panel.
    expect(await panel.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await ground.sent()).toBe(before);
    await ground.end();
  });

  it("with ten thousand metas, one after the other, is read all the same", async () => {
    await ground.run(`for (let index = 0; index < 10_000; index += 1) { ${says({ device: "D-1" })} }`);
    expect(await ground.page.locator("meta[name='whileaway:device']").count()).toBe(10_000);
    await ground.technician.reads(/D-1/);
    await ground.end();
    await ground.sends();
  });

  it("and flaps between two things while she works changes neither session nor ticket of what she sends", async () => {
    const { technician, customer } = ground;
    const ticket = (await technician.panel()).getByLabel(technician.names.ticket, { exact: true });
    await ticket.fill("T-1");
    const flaps = await ground.run(`
      ${says({ computer: "Office PC", device: "17", ticket: "4711" })}
      window.flaps = 0;
      const flap = setInterval(() => {
        window.flaps += 1;
        const other = window.flaps % 2 === 0;
        for (const [name, content] of [["computer", other ? "Other PC" : "Office PC"], ["device", other ? "99" : "17"], ["ticket", other ? "0815" : "4711"]])
          document.querySelector("meta[name='whileaway:" + name + "']").content = content;
      }, 40);
      lasting.push(() => clearInterval(flap));
      return new Promise((done) => setTimeout(() => done(window.flaps), 1_500));`);
    expect(flaps).toBeGreaterThan(10);
    const before = await ground.sent();
    await ground.aim();
    const outcome = await soon("what a press came to", async () => {
      await ground.read();
      return ground.press();
    });
    // Sent or not: if so, then just what stood there, in the session that she saw.
    if (outcome === "sent") {
      // Opened anew, the popup shows the request that waits.
      await customer.page.reload();
      expect(await customer.question()).toContain("Office PC");
      await customer.reads("T-1");
      expect(await customer.page.getByText(/4711|0815/).count()).toBe(0);
      await technician.withdraw();
    } else expect(await ground.sent()).toBe(before);
    await ground.end();
    await ground.sends();
  });
});
