import type { Language } from "../language.ts";
import { de } from "./de.ts";
import { en, type Texts } from "./en.ts";

/** Every text of the pages, in the language that the browser's own decides (extension/language.ts). */
export const textsIn = (language: Language): Texts => (language === "de" ? de : en);
