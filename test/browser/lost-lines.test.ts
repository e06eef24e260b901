import { describe, expect, it } from "vitest";
import type { Computer } from "./computer.ts";
import { useStage } from "./test-stage.ts";
import type { Viewer } from "./viewer.ts";
import { granted, type Pair, paired, visit } from "./visit.ts";

const stage = useStage();
/** ms: browser and doorkeeper each try again at most half a minute apart */
const backWithin = 70_000;
/** an entry is signed at the computer first, and read from the server after */
const soonWritten = { timeout: 20_000, interval: 250 };

async function visiting(): Promise<{ pair: Pair; viewer: Viewer; computer: Computer }> {
  const pair = await paired(stage());
  await granted(pair);
  await pair.customer.goHome();
  return { pair, viewer: await visit(pair, "atConnection"), computer: pair.computer };
}

/** Types on the screen until what was typed stands on the computer's disk. */
async function works(viewer: Viewer, computer: Computer, text: string): Promise<void> {
  const note = computer.note(text);
  await viewer.type(note.line);
  await note.isThere();
}

/** What the computer itself wrote down about visits, newest first. */
async function written({ customer }: Pair): Promise<string[]> {
  await customer.goHome();
  const table = customer.page.getByRole("table").filter({ hasText: "Anna Berg" });
  return (await table.getByRole("row").allInnerTexts()).slice(1);
}

describe("a visit", { timeout: 240_000 }, () => {
  it("goes on after the network was away for half a minute; one whose browser was killed is over after two", async () => {
    const killed = await visiting();
    await killed.pair.technician.profile.kill();
    const { pair, viewer, computer } = await visiting();
    await works(viewer, computer, "before");
    const away = stage().wire.pullFor(30_000);
    await viewer.reads(viewer.names.lineLost);
    await away;
    await viewer.seesScreen(backWithin);
    await works(viewer, computer, "after");
    await viewer.end();
    await pair.customer.reads(pair.customer.names.nobodyConnected);
    await expect
      .poll(() => written(pair), soonWritten)
      .toEqual([expect.stringContaining(pair.customer.names.endedByTechnician)]);
    await expect
      .poll(() => written(killed.pair), { timeout: 150_000, interval: 1_000 })
      .toEqual([expect.stringContaining(pair.customer.names.endedCut)]);
    await killed.pair.customer.reads(pair.customer.names.nobodyConnected);
  });

  it("goes on by itself after the server was killed and started again", async () => {
    const { pair, viewer, computer } = await visiting();
    await works(viewer, computer, "before");
    await stage().server.stop("SIGKILL");
    await viewer.reads(viewer.names.lineLost);
    await stage().server.start();
    await viewer.seesScreen(backWithin);
    await works(viewer, computer, "after");
    await pair.customer.reads(pair.customer.names.isConnected);
    await pair.customer.press(pair.customer.names.endVisit);
    await viewer.reads(viewer.names.endedByCustomer);
    await expect
      .poll(() => written(pair), soonWritten)
      .toEqual([expect.stringContaining(pair.customer.names.endedByYou)]);
  });

  it("is over when the doorkeeper was killed, and the computer says so once it is back", async () => {
    const { pair, viewer, computer } = await visiting();
    await works(viewer, computer, "before");
    await computer.doorkeeper.stop("SIGKILL");
    await viewer.reads(viewer.names.lineLost);
    computer.doorkeeper.start(stage().server.origin);
    // What was typed into the viewer was kept in memory alone: it is asked for again.
    await viewer.page.getByText(viewer.names.visitOver).waitFor({ timeout: backWithin });
    await pair.customer.reads(pair.customer.names.nobodyConnected);
    await expect
      .poll(() => written(pair), soonWritten)
      .toEqual([
        expect.stringContaining(pair.customer.names.refusedOver),
        expect.stringContaining(pair.customer.names.endedByStop),
      ]);
  });

  it.each(["pause", "revoke"] as const)("ends at once by a %s of the customer's", async (decision) => {
    const { pair, viewer } = await visiting();
    const { customer } = pair;
    await customer[decision]();
    await viewer.reads(decision === "pause" ? viewer.names.endedByPause : viewer.names.endedByRevoke);
    await customer.reads(customer.names.nobodyConnected);
  });

  it("ends by a word at the computer's own terminal, with the server away", async () => {
    const { pair, viewer, computer } = await visiting();
    stage().wire.pull();
    await viewer.reads(viewer.names.lineLost);
    await computer.doorkeeper.command("end");
    stage().wire.putBack();
    // Whoever comes back isn't let in by what the computer held: it has forgotten that.
    await viewer.page.getByText(viewer.names.visitOver).waitFor({ timeout: backWithin });
    await pair.customer.reads(pair.customer.names.nobodyConnected);
    await expect
      .poll(() => written(pair), soonWritten)
      .toEqual([
        expect.stringContaining(pair.customer.names.refusedOver),
        expect.stringContaining(pair.customer.names.endedHere),
      ]);
  });
});
