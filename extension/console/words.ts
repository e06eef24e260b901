// What the tab itself says. The catalogues of the extension's pages would be most of what is injected.

const en = {
  tab: "Unattended access",
  width: "Width of the panel",
  pickName: "Point at the name of the computer or the customer",
  pickReference: "Point at the device's id or the ticket's number",
  pickKeys: "Click or Enter takes it, arrow keys move, Esc cancels.",
  nothing: "Nothing to take here",
};
const de: typeof en = {
  tab: "Unbeaufsichtigter Zugriff",
  width: "Breite des Panels",
  pickName: "Zeigen Sie auf den Namen des Computers oder des Kunden",
  pickReference: "Zeigen Sie auf die Gerätekennung oder die Ticketnummer",
  pickKeys: "Klick oder Eingabetaste übernimmt, Pfeiltasten gehen weiter, Esc bricht ab.",
  nothing: "Hier ist nichts zu übernehmen",
};

export type Words = typeof en;
export const wordsIn = (language: string): Words => (/^de\b/i.test(language) ? de : en);
