export type Language = "en" | "de";

/** The language that the extension speaks; the browser's own decides alone. */
export const languageOf = (navigatorLanguage: string): Language => (/^de\b/i.test(navigatorLanguage) ? "de" : "en");
