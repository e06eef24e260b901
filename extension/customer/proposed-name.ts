import type { Computer } from "../../shared/records.ts";
import type { Language } from "../language.ts";

/** The kind of operating system that a browser reports. */
export type System = Computer["system"];

const names: Record<System, string> = {
  win: "Windows",
  mac: "macOS",
  linux: "Linux",
  cros: "ChromeOS",
  android: "Android",
  ios: "iOS",
  openbsd: "OpenBSD",
  fuchsia: "Fuchsia",
  other: "Computer",
};

/** What a computer is called until its owner calls it otherwise: operating system and date (model.md section 1). */
export const proposedName = (system: System, language: Language, at: number): string => {
  const date = new Intl.DateTimeFormat(language === "de" ? "de" : "en-GB", { dateStyle: "long" }).format(at);
  return `${names[system]}, ${date}`;
};
