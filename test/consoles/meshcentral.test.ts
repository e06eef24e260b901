import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useConsoleStage } from "./console-stage.ts";
import { type MeshCentral, startMeshCentral } from "./meshcentral.ts";
import {
  askAndAnswer,
  findsSession,
  hasNoSession,
  keptReferences,
  knownBy,
  pageSays,
  pageSaysNothing,
} from "./story.ts";
import type { Workplace } from "./workplace.ts";

const stage = useConsoleStage();
let mesh: MeshCentral;
beforeAll(async () => {
  mesh = await startMeshCentral(["office-pc", "reception-pc"]);
});
afterAll(() => mesh?.stop());

/** Signs in to MeshCentral by its own form, on the way to the page of a device. */
async function signIn(workplace: Workplace, address: string, account = mesh.account): Promise<void> {
  const { page } = workplace.technician;
  await page.goto(address);
  // The address names the device already, and nothing here is about it.
  expect(await knownBy(workplace)).toEqual([]);
  await page.locator("#username").fill(account.userName);
  await page.locator("#password").fill(account.password);
  await page.locator("#loginButton").click();
  await page.locator("#p10deviceName").filter({ visible: true }).waitFor();
}

/** Goes to a device by way of the list, as one does it: nothing is loaded. */
async function goTo({ technician: { page } }: Workplace, device: string): Promise<void> {
  await page.locator("#LeftMenuMyDevices").click();
  await page.getByText(device, { exact: true }).filter({ visible: true }).first().click();
  await page.locator("#p10deviceName").filter({ visible: true, hasText: device }).waitFor();
}

describe("MeshCentral", () => {
  it("is added on a device's page, which the panel reads, follows and finds again, and is removed", async () => {
    const [office] = mesh.devices;
    const workplace = await stage().workplace(mesh.flags);
    const { technician } = workplace;
    await signIn(workplace, office?.address ?? "");
    expect(await knownBy(workplace)).toEqual(["MeshCentral"]);
    await workplace.isUntouched();
    await workplace.addConsole();
    await workplace.arrive();
    await pageSays(workplace, "office-pc · device");
    await askAndAnswer(workplace, await stage().stage.customer());
    expect(await keptReferences(stage().stage, technician)).toEqual([`device:${office?.id}`]);

    await technician.page.locator("#MainDevTerminal").click();
    await technician.page.locator("#p12deviceName").filter({ visible: true }).waitFor();
    await pageSays(workplace, "office-pc · device");
    await findsSession(workplace);
    await goTo(workplace, "reception-pc");
    await pageSays(workplace, "reception-pc · device");
    await hasNoSession(technician);
    await technician.page.locator("#LeftMenuMyDevices").click();
    await pageSaysNothing(workplace);
    expect(await knownBy(workplace)).toEqual(["MeshCentral"]);
    await goTo(workplace, "office-pc");
    await findsSession(workplace);

    await workplace.pressShortcut();
    await workplace.panelIsClosed();
    await workplace.pressShortcut();
    await findsSession(workplace);
    await workplace.removeConsole(mesh.origin);
    await workplace.isUntouched();
  });

  it("is read alike for somebody who may use one device alone", async () => {
    const [, reception] = mesh.devices;
    const workplace = await stage().workplace(mesh.flags);
    const guest = await mesh.admit("tom", reception?.id ?? "");
    await signIn(workplace, reception?.address ?? "", guest);
    const heading = workplace.technician.page.locator("#p10deviceName");
    expect(await heading.innerText()).toBe("reception-pc");
    await workplace.addConsole();
    await workplace.arrive();
    await pageSays(workplace, "reception-pc · device");
  });
});
