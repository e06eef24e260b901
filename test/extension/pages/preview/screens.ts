import type { Page } from "playwright-core";
import type { Preview } from "./main.tsx";
import { type SceneName, scenes } from "./scenes.ts";

declare const preview: Preview;

/** A scene as it is first shown, or after some steps that a person takes. */
export type Screen = { name: string; scene: SceneName; steps?: (page: Page, german: boolean) => Promise<void> };

const say = (german: boolean, en: string, de: string): string => (german ? de : en);
const check = (page: Page, name: string) => page.getByRole("checkbox", { name, exact: true }).click();
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const fill = async (page: Page, name: string, text: string, role: "textbox" | "spinbutton" = "textbox") => {
  await page.getByRole(role, { name, exact: true }).fill(text);
  await page.getByRole(role, { name, exact: true }).blur();
};
const hours = (page: Page, german: boolean) =>
  check(page, say(german, "Only at certain hours", "Nur zu bestimmten Uhrzeiten"));

const settledOk = (page: Page) => page.getByRole("button", { name: "OK", exact: true, disabled: false });

/** Scenes in which only the technician's tab holds anything: what stands before it is `popup-home-empty`. */
const ofTechnician: readonly SceneName[] = [
  "popup-technician",
  "popup-technician-out",
  "popup-console-new",
  "popup-console-there",
  "popup-console-preset",
  "popup-console-none",
  "popup-console-out",
];

const further: Screen[] = [
  {
    name: "panel-form-filled",
    scene: "panel-form",
    async steps(page, german) {
      await fill(page, say(german, "Days", "Tage"), "5", "spinbutton");
      await hours(page, german);
      await fill(
        page,
        say(german, "Reason", "Grund"),
        say(german, "Install updates outside working hours", "Updates außerhalb der Arbeitszeit installieren"),
      );
      await fill(page, "Ticket", "4711");
    },
  },
  {
    name: "panel-form-entries",
    scene: "panel-form",
    async steps(page, german) {
      await hours(page, german);
      await press(page, say(german, "Add hours", "Zeiten hinzufügen"));
    },
  },
  {
    name: "panel-form-wrong",
    scene: "panel-form-strict",
    async steps(page, german) {
      await fill(page, say(german, "Days", "Tage"), "40", "spinbutton");
      await hours(page, german);
      await fill(page, say(german, "To", "Bis"), "20:00");
      await page
        .getByRole("button", { name: say(german, "Request unattended access", "Unbeaufsichtigten Zugriff anfordern") })
        .click({ force: true });
    },
  },
  {
    name: "panel-form-dates",
    scene: "panel-form",
    async steps(page, german) {
      await page.getByRole("radio", { name: say(german, "Date range", "Datumsbereich") }).click();
    },
  },
  {
    name: "panel-sign-in-wrong",
    scene: "panel-signed-out",
    async steps(page, german) {
      await fill(page, say(german, "Email", "E-Mail"), "anna@contoso.example");
      await page.getByLabel(say(german, "Password", "Passwort"), { exact: true }).fill("wrong");
      await page.keyboard.press("Enter");
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "panel-revoke",
    scene: "panel-active",
    steps: (page, german) => press(page, say(german, "Revoke: Office PC", "Widerrufen: Office PC")),
  },
  {
    name: "panel-page-unfolded",
    scene: "panel-page",
    steps: (page, german) => press(page, say(german, "The page says: vm · device", "Die Seite sagt: vm · Gerät")),
  },
  {
    name: "panel-page-behind",
    scene: "panel-page-ticket",
    async steps(page, german) {
      await fill(page, say(german, "Reason", "Grund"), "Updates");
      await page.evaluate(() => {
        const { page: before } = preview.posted("technician") ?? {};
        const references = [{ kind: "device" as const, value: "17", key: "device:17" }];
        if (before) preview.post("technician", { page: { ...before, name: "Office PC", references } });
      });
      await page.getByText(say(german, "This page is about", "Die Seite zeigt")).waitFor();
    },
  },
  {
    name: "panel-computers",
    scene: "panel-connect",
    steps: (page, german) =>
      page.getByRole("button", { name: say(german, "Computers", "Computer"), exact: true }).click(),
  },
  {
    name: "popup-join-wrong",
    scene: "popup-first",
    async steps(page, german) {
      await fill(page, say(german, "Session code", "Sitzungscode"), "482913");
      await press(page, say(german, "Join", "Beitreten"));
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "popup-join-eight",
    scene: "popup-first",
    steps: (page, german) => fill(page, say(german, "Session code", "Sitzungscode"), "4829135"),
  },
  {
    name: "popup-number-typing",
    scene: "popup-number",
    steps: (page, german) =>
      page.getByRole("textbox", { name: say(german, "Check number", "Prüfzahl"), exact: true }).fill("1304"),
  },
  {
    name: "popup-number-wrong",
    scene: "popup-number",
    async steps(page, german) {
      await page.getByRole("textbox", { name: say(german, "Check number", "Prüfzahl"), exact: true }).fill("130405");
      await page.getByText(say(german, "That isn't the number", "Das ist nicht die Zahl")).waitFor();
    },
  },
  {
    name: "popup-request-settled",
    scene: "popup-request",
    steps: (page) => settledOk(page).waitFor(),
  },
  {
    name: "popup-request-first",
    scene: "popup-request",
    steps: (page) => settledOk(page).waitFor(),
  },
  {
    name: "popup-request-changed",
    scene: "popup-request-already",
    async steps(page) {
      await settledOk(page).click();
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "popup-approved",
    scene: "popup-request",
    steps: (page) => settledOk(page).click(),
  },
  {
    name: "popup-history",
    scene: "popup-home",
    async steps(page, german) {
      await press(page, say(german, "Show history", "Verlauf zeigen"));
      await page.getByRole("button", { name: say(german, "Hide history", "Verlauf verbergen") }).waitFor();
    },
  },
  {
    name: "popup-revoke",
    scene: "popup-home",
    steps: (page, german) => press(page, new RegExp(`^${say(german, "Revoke", "Widerrufen")}: Anna`)),
  },
  {
    name: "popup-rename",
    scene: "popup-home-empty",
    steps: (page, german) => press(page, say(german, "Rename", "Umbenennen")),
  },
  ...ofTechnician.map(
    (scene): Screen => ({
      name: `${scene}-tab`,
      scene,
      steps: (page, german) => page.getByRole("tab", { name: say(german, "Technician", "Techniker") }).click(),
    }),
  ),
];

const isSceneName = (name: string): name is SceneName => Object.hasOwn(scenes, name);

export const screens: Screen[] = [
  ...Object.keys(scenes)
    .filter(isSceneName)
    .filter((scene) => !ofTechnician.includes(scene))
    .map((scene): Screen => ({ name: scene, scene })),
  ...further,
];
