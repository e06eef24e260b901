import { describe, expect, it } from "vitest";
import { admits, hasMeaning, minutesOf, neverCloses, planOf, untilTurn } from "../../shared/hours.ts";
import { everyDay, on } from "./valid.ts";

const hour = 3_600_000;
const day = 24 * hour;
/** Monday 2 November 2026, 00:00, as a wall clock reads it. */
const monday = Date.UTC(2026, 10, 2);

describe("a time of day", () => {
  it.each([
    ["00:00", 0],
    ["00:01", 1],
    ["09:59", 599],
    ["10:00", 600],
    ["19:00", 1140],
    ["20:30", 1230],
    ["23:59", 1439],
    ["24:00", 1440],
  ])("%s", (time, minutes) => {
    expect(minutesOf(time)).toBe(minutes);
  });
  it.each([
    "24:01",
    "25:00",
    "30:00",
    "12:60",
    "9:00",
    "109:00",
    "09:001",
    "09:00 ",
    " 09:00",
    "0900",
    "24:0",
    "24:000",
    "",
    "noon",
  ])("isn't %j", (time) => {
    expect(minutesOf(time)).toBeNaN();
    expect(hasMeaning(everyDay(time, "12:00"))).toBe(false);
    expect(hasMeaning(everyDay("12:00", time))).toBe(false);
  });
});

describe("a week of hours", () => {
  it("without hours never closes", () => {
    expect(planOf([])).toEqual({ turns: [], openBefore: true });
    expect(neverCloses(planOf([]))).toBe(true);
    expect(untilTurn(planOf([]), monday)).toBe(Number.POSITIVE_INFINITY);
  });
  it("that is filled never closes", () => {
    expect(planOf([everyDay("00:00", "24:00")])).toEqual(planOf([]));
    expect(planOf([everyDay("06:00", "18:00"), everyDay("18:00", "06:00")])).toEqual(planOf([]));
    expect(neverCloses(planOf([everyDay("00:00", "23:59")]))).toBe(false);
  });
  it.each<[what: string, hours: Parameters<typeof planOf>[0], turns: number[], openBefore: boolean]>([
    ["one entry", [on(["tue"], "09:00", "12:00")], [33, 36], false],
    [
      "in order whatever order they come in",
      [on(["wed", "tue"], "09:00", "12:00"), on(["mon"], "23:00", "24:00")],
      [23, 24, 33, 36, 57, 60],
      false,
    ],
    ["touching", [on(["tue"], "09:00", "12:00"), on(["tue"], "12:00", "13:00")], [33, 37], false],
    ["twice the same", [on(["tue"], "09:00", "12:00"), on(["tue"], "09:00", "12:00")], [33, 36], false],
    ["one within another", [on(["tue"], "09:00", "12:00"), on(["tue"], "10:00", "11:00")], [33, 36], false],
    ["over midnight", [on(["tue"], "22:00", "02:00")], [46, 50], false],
    ["from Sunday to Monday", [on(["sun"], "22:00", "02:00")], [2, 166], true],
    ["to the end of Sunday", [on(["sun"], "22:00", "24:00")], [0, 166], true],
    ["to the end of Sunday, over midnight", [on(["sun"], "22:00", "00:00")], [0, 166], true],
    ["from the beginning of Monday", [on(["mon"], "00:00", "02:00")], [0, 2], false],
  ])("%s", (_, hours, turns, openBefore) => {
    expect(planOf(hours)).toEqual({ turns: turns.map((turn) => turn * hour), openBefore });
  });

  it("admits what lies between its turns, in every week there is", () => {
    const plan = planOf([on(["sun"], "22:00", "02:00")]);
    for (const week of [0, 7 * day, -7 * day, -3000 * 7 * day]) {
      const at = monday + week;
      const asked = [at - 2 * hour - 1, at - 2 * hour, at - 1, at, at + 2 * hour - 1, at + 2 * hour];
      expect(asked.map((reading) => admits(plan, reading))).toEqual([false, true, true, true, true, false]);
      expect(untilTurn(plan, at)).toBe(2 * hour);
      expect(untilTurn(plan, at + 2 * hour)).toBe(164 * hour);
      expect(untilTurn(plan, at - 2 * hour)).toBe(4 * hour);
      expect(untilTurn(plan, at - 2 * hour - 1)).toBe(1);
    }
    expect(admits(plan, Number.NaN)).toBe(false);
    expect(admits(planOf([]), Number.NaN)).toBe(false);
  });
});
