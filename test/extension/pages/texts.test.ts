import { describe, expect, test } from "vitest";
import { readerOf } from "../../../extension/page/reader.tsx";
import { de } from "../../../extension/texts/de.ts";
import { en } from "../../../extension/texts/en.ts";
import { plain, type Words } from "../../../extension/texts/words.ts";
import { endReason, refusalCode } from "../../../shared/door-words.ts";
import { problemCodes } from "../../../shared/problem.ts";

/** What the background answers by itself (extension/messages.ts). */
const own = [
  "no-server",
  "no-answer",
  "changed",
  "not-verified",
  "not-here",
  "password-needed",
  "private-window",
  "too-many-consoles",
];

/** Every text of a catalogue with its path; a text that takes something is said of an example. */
function said(texts: object, path = ""): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] => {
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") return [[here, value]];
    if (typeof value === "function") return [[here, plain(example(here, value))]];
    if (Array.isArray(value)) return value.map((one, index) => [`${here}.${index}`, String(one)]);
    return said(value, here);
  });
}

function example(path: string, text: (...given: never[]) => Words | string): Words | string {
  const given: Record<string, unknown[]> = {
    "week.back": ["Night", 30, "02:00", "both"],
    "week.forward": ["Night", 60, "02:00", true],
    "week.sayRange": ["20:00", "06:00", true],
    "form.length": [90, true],
  };
  return text(...((given[path] ?? Array.from({ length: text.length }, (_, index) => String(index + 2))) as never[]));
}

const english = said(en);
const german = said(de);
/** How consoles call what a page is about: their word, said as theirs. */
const consoles = ["page.kindOf.device"];

test("both languages have the same texts", () => {
  expect(german.map(([path]) => path)).toEqual(english.map(([path]) => path));
});

const those = (texts: [string, string][], wrong: RegExp): [string, string][] =>
  texts.filter(([path, text]) => wrong.test(text) && !consoles.includes(path));

test("every text says something", () => {
  expect(those([...english, ...german], /^\s*$|undefined|NaN|\[object/)).toEqual([]);
});

describe("every code has a sentence of its own", () => {
  const entryReasons = [...refusalCode.options, ...endReason.options];
  test.each([
    ["English", en],
    ["German", de],
  ])("in %s", (_, texts) => {
    const codes = [...Object.keys(problemCodes), ...refusalCode.options, ...own];
    expect(codes.filter((code) => !Object.hasOwn(texts.problems, code))).toEqual([]);
    expect(refusalCode.options.filter((code) => !Object.hasOwn(texts.turnedAway, code))).toEqual([]);
    expect(endReason.options.filter((code) => !Object.hasOwn(texts.ended, code))).toEqual([]);
    const said = { ...texts.turnedAway, ...texts.ended };
    expect(entryReasons.filter((code) => !Object.hasOwn(said, code))).toEqual([]);
  });
});

describe("the voice: what happens and who can change it", () => {
  test.each([
    ["urging and excuses", /\b(please|oops|success|successfully|invalid|sorry)\b/i],
    ["other words for our words", /\b(agent|device|host|client|user(?! name))\b/i],
    ["pronouns for people whom nobody knows", /\b(she|he|her|his|him)\b/i],
    ["curved quotes: names are written with straight ones", /[’“”]/],
  ])("English without %s", (_, wrong) => expect(those(english, wrong)).toEqual([]));

  test.each([
    ["urging and excuses", /\b(bitte|erfolgreich|ungültig\w*|leider)\b/i],
    ["other words for our words", /\b(Gerät\w*|Agent\w*|Benutzer)\b/],
    ["straight quotes", /["']/],
  ])("German without %s", (_, wrong) => expect(those(german, wrong)).toEqual([]));
});

test("every German text differs from the English one, but for names and figures", () => {
  const alike = english.filter(([, text], index) => text === german[index]?.[1]).map(([path]) => path);
  expect(alike.filter((path) => !/^system\./.test(path)).sort()).toEqual([
    "decide.ok",
    "decide.ticket",
    "door.online",
    "form.ticket",
    "popup.rowName",
    "popup.tabs",
    "signIn.as",
    "start.desktop",
    "status.revokedAt",
    "technicianTab.organisation",
    "viewer.title",
    "week.nothing",
    "week.range",
  ]);
});

test("a zone that nobody knows is read as UTC", () => {
  expect(readerOf("en-GB", "Etc/Unknown", () => 0).zone).toBe("UTC");
  expect(readerOf("en-GB", "Europe/Berlin", () => 0).zone).toBe("Europe/Berlin");
});

test.each([
  ["de", "de"],
  ["de-AT", "de"],
  ["DE-de", "de"],
  ["en-GB", "en"],
  ["en-US", "en"],
  ["fr-FR", "en"],
  ["den", "en"],
])("a browser in %s reads %s", (browser, language) => {
  expect(readerOf(browser, "Europe/Berlin", () => 0).language).toBe(language);
});
