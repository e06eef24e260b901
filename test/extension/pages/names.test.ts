import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SceneName } from "./preview/scenes.ts";
import { openStage, type Stage } from "./preview/stage.ts";

// design.md section 9 and model.md section 6: roles and accessible names, which tests and assistive tools rely on.
type Role = Parameters<Page["getByRole"]>[0];
type Said = { en: string; de: string };
type Named = { role: Role; name: Said; within?: { role: Role; name: Said } };

const both = (en: string, de: string): Said => ({ en, de });
const is = (role: Role, en: string, de: string): Named => ({ role, name: both(en, de) });
const inside = (role: Role, group: Said, names: Named[]): Named[] =>
  names.map((named) => ({ ...named, within: { role, name: group } }));

const duration = both("Duration", "Dauer");
const hours = both("Hours", "Uhrzeiten");

const table: { scene: SceneName; click?: Said; names: Named[] }[] = [
  {
    scene: "panel-signed-out",
    names: [
      is("region", "Unattended access", "Unbeaufsichtigter Zugriff"),
      is("textbox", "Email", "E-Mail"),
      is("button", "Sign in", "Anmelden"),
    ],
  },
  {
    scene: "panel-no-session",
    names: [
      is("group", "Kind of session", "Art der Sitzung"),
      ...inside("group", both("Kind of session", "Art der Sitzung"), [
        is("radio", "Desktop", "Desktop"),
        is("radio", "Chat only", "Nur Chat"),
        is("radio", "Mobile", "Mobil"),
      ]),
      is("button", "Start session", "Sitzung starten"),
      is("button", "Request unattended access", "Unbeaufsichtigten Zugriff anfordern"),
    ],
  },
  {
    scene: "panel-code",
    names: [is("button", "New code", "Neuer Code"), is("button", "End session", "Sitzung beenden")],
  },
  {
    scene: "panel-number",
    names: [
      is("heading", "Read to the customer", "Lesen Sie dem Kunden vor"),
      is("group", "Check number", "Prüfzahl"),
      is("button", "It fits", "Stimmt"),
      is("button", "It doesn't fit", "Stimmt nicht"),
      is("button", "New code", "Neuer Code"),
    ],
  },
  {
    scene: "panel-form",
    click: both("Only at certain hours", "Nur zu bestimmten Uhrzeiten"),
    names: [
      is("button", "End session", "Sitzung beenden"),
      ...inside("group", both("Credentials required", "Zugangsdaten erforderlich"), [
        is("radio", "When connecting", "Bei Herstellung der Verbindung"),
        is("radio", "On setup", "Beim Setup"),
      ]),
      ...inside("group", duration, [
        is("radio", "Days", "Tage"),
        is("spinbutton", "Days", "Tage"),
        is("radio", "Date range", "Datumsbereich"),
        is("radio", "Unlimited", "Unbegrenzt"),
      ]),
      is("checkbox", "Only at certain hours", "Nur zu bestimmten Uhrzeiten"),
      ...inside("group", hours, [
        is("textbox", "From", "Von"),
        is("textbox", "To", "Bis"),
        is("checkbox", "Mondays", "Montags"),
        is("checkbox", "Sundays", "Sonntags"),
        is("button", "Add hours", "Zeiten hinzufügen"),
        is("button", "All day", "Ganztägig"),
      ]),
      ...inside("group", both("Time zone", "Zeitzone"), [
        is("radio", "My local time", "Meine Ortszeit"),
        is("radio", "Customer's time", "Uhrzeit beim Kunden"),
      ]),
      is("textbox", "Reason", "Grund"),
      is("textbox", "Ticket", "Ticket"),
      is("button", "Request unattended access", "Unbeaufsichtigten Zugriff anfordern"),
    ],
  },
  { scene: "panel-pending", names: [is("button", "Withdraw: Office PC", "Zurückziehen: Office PC")] },
  { scene: "panel-active", names: [is("button", "Ask for more access", "Weiteren Zugriff anfragen")] },
  {
    scene: "panel-visiting",
    names: [is("button", "End: Office PC", "Beenden: Office PC")],
  },
  {
    scene: "viewer-start",
    names: [
      is("heading", "Connect to Office PC", "Mit Office PC verbinden"),
      is("textbox", "User name", "Benutzername"),
      is("button", "Connect", "Verbinden"),
    ],
  },
  {
    scene: "viewer-closing",
    names: [
      ...inside("region", both("Unattended access", "Unbeaufsichtigter Zugriff"), [
        is("heading", "Office PC", "Office PC"),
        is("button", "Ctrl-Alt-Del", "Strg-Alt-Entf"),
        is("button", "Full screen", "Vollbild"),
        is("button", "End", "Beenden"),
      ]),
      is("application", "Screen of Office PC", "Bildschirm von Office PC"),
    ],
  },
  {
    scene: "popup-first",
    names: [
      is("tab", "My computer", "Mein Computer"),
      is("tab", "Technician", "Techniker"),
      is("textbox", "Session code", "Sitzungscode"),
      is("textbox", "Name of this computer", "Name dieses Computers"),
      is("button", "Join", "Beitreten"),
    ],
  },
  {
    scene: "popup-number",
    names: [
      is(
        "heading",
        "Type the number that Anna Berg reads to you",
        "Geben Sie die Zahl ein, die Anna Berg Ihnen vorliest",
      ),
      is("textbox", "Check number", "Prüfzahl"),
      is("button", "Leave", "Verlassen"),
    ],
  },
  {
    scene: "popup-request",
    names: [
      is("button", "OK", "OK"),
      is("button", "Deny", "Ablehnen"),
      is("textbox", "Reason (optional)", "Grund (freiwillig)"),
      is("heading", "Next three openings", "Die nächsten drei Zeitfenster"),
      is(
        "table",
        "When access is open, next seven days, in your time (Berlin)",
        "Wann der Zugriff offen ist, nächste sieben Tage, nach Ihrer Zeit (Berlin)",
      ),
    ],
  },
  {
    scene: "popup-home-empty",
    names: [
      is("heading", "Doorkeeper", "Türsteher"),
      is("button", "Set up the doorkeeper", "Türsteher einrichten"),
      is(
        "switch",
        "Ask for my computer password at every approval",
        "Bei jeder Zustimmung nach meinem Computer-Passwort fragen",
      ),
    ],
  },
  {
    scene: "popup-pairing-offered",
    names: [
      is("link", "Save doorkeeper", "Türsteher speichern"),
      is("button", "Copy command", "Befehl kopieren"),
      is("button", "Cancel", "Abbrechen"),
    ],
  },
  { scene: "popup-pairing-number", names: [is("textbox", "Check number", "Prüfzahl")] },
  {
    scene: "popup-request-credentials",
    names: [
      is("textbox", "Windows user name", "Windows-Benutzername"),
      is("button", "OK", "OK"),
      is("button", "Deny", "Ablehnen"),
    ],
  },
  { scene: "popup-request-confirm", names: [is("textbox", "User name", "Benutzername")] },
  {
    scene: "popup-connected",
    names: [is("button", "End visit", "Besuch beenden"), is("heading", "Visits", "Besuche")],
  },
  {
    scene: "popup-home",
    names: [
      is("heading", "Requests", "Anfragen"),
      is("heading", "Access given", "Erteilte Zugriffe"),
      is("heading", "Visits", "Besuche"),
    ],
  },
];

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

for (const language of ["en", "de"] as const) {
  describe(`in ${language}`, () => {
    test.each(table)(
      "$scene",
      async ({ scene, click, names }) => {
        const page = await stage.show(scene, { language, width: 400 });
        if (click) await page.getByRole("checkbox", { name: click[language], exact: true }).click();
        const find = ({ role, name, within }: Named): Locator => {
          const place = within ? page.getByRole(within.role, { name: within.name[language], exact: true }) : page;
          return place.getByRole(role, { name: name[language], exact: true });
        };
        for (const named of names) {
          await expect.soft(find(named).count(), `${named.role} ${named.name[language]}`).resolves.toBe(1);
        }
      },
      30_000,
    );

    test("the password is a field of its own kind, named Password", async () => {
      const page = await stage.show("panel-signed-out", { language, width: 400 });
      const field = page.getByLabel(language === "de" ? "Passwort" : "Password", { exact: true });
      expect(await field.getAttribute("type")).toBe("password");
    });

    test("the customer's password is one too, named for the system that it belongs to", async () => {
      const windows = await stage.show("popup-request-credentials", { language, width: 380 });
      const named = language === "de" ? "Windows-Passwort" : "Windows password";
      expect(await windows.getByLabel(named, { exact: true }).getAttribute("type")).toBe("password");
      const linux = await stage.show("popup-request-confirm", { language, width: 380 });
      const plain = language === "de" ? "Passwort" : "Password";
      expect(await linux.getByLabel(plain, { exact: true }).getAttribute("type")).toBe("password");
    });

    test("dates stand inside Duration once a range is chosen", async () => {
      const page = await stage.show("panel-form", { language, width: 400 });
      const group = page.getByRole("group", { name: duration[language], exact: true });
      await group.getByRole("radio", { name: language === "de" ? "Datumsbereich" : "Date range" }).click();
      for (const name of language === "de" ? ["Von", "Bis"] : ["From", "Through"]) {
        expect(await group.getByLabel(name, { exact: true }).getAttribute("type")).toBe("date");
      }
    });

    test("buttons in rows say whom and what they concern", async () => {
      const panel = await stage.show("panel-active", { language, width: 400 });
      const [revoke, connect, pause, resume] =
        language === "de"
          ? ["Widerrufen", "Verbinden", "Anhalten", "Fortsetzen"]
          : ["Revoke", "Connect", "Pause", "Resume"];
      const named = (page: Page, button: string | undefined, who: string) =>
        page.getByRole("button", { name: new RegExp(`^${button}: ${who}, .*\\d`) }).count();
      expect(await named(panel, revoke, "Office PC")).toBe(2);
      expect(await named(panel, connect, "Reception PC")).toBe(1);
      const popup = await stage.show("popup-home", { language, width: 380 });
      expect(await named(popup, pause, "Anna Berg, Office PC")).toBe(1);
      expect(await named(popup, resume, "Anna Berg, Office PC")).toBe(1);
      expect(await named(popup, revoke, "Anna Berg, Office PC")).toBe(2);
    });
  });
}
