const names: Record<string, string> = {
  win: "Windows",
  mac: "macOS",
  linux: "Linux",
  cros: "ChromeOS",
  android: "Android",
  ios: "iOS",
  openbsd: "OpenBSD",
  fuchsia: "Fuchsia",
};

/** What a computer is called until its owner calls it otherwise: operating system and date (model.md section 1). */
export const proposedName = (system: string, language: "en" | "de", at: number): string => {
  const date = new Intl.DateTimeFormat(language === "de" ? "de" : "en-GB", { dateStyle: "long" }).format(at);
  return `${names[system] ?? "Computer"}, ${date}`;
};
