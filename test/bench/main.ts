import type { Row } from "./row.ts";
import { rules } from "./rules.ts";

/** Whoever measures something adds a line here; the names of its rows begin with the name of the line. */
const benches: Record<string, () => Promise<Row[]>> = {
  rules,
  // Builds the extension and starts browsers: read only when it is asked for.
  panel: async () => (await import("./panel.ts")).panelRows(),
  // Start processes of their own: read only when they are asked for.
  stream: async () => (await import("./stream.ts")).streamRows(),
  connect: async () => (await import("./connect.ts")).connectRows(),
};

const asJson = process.argv.includes("--json");
const prefix = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "";
const rows: Row[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (!name.startsWith(prefix) && !prefix.startsWith(name)) continue;
  try {
    rows.push(...(await bench()).filter((row) => row.name.startsWith(prefix)));
  } catch (error) {
    console.error(`${name} failed:`, error);
    process.exitCode = 1;
  }
}
if (rows.length === 0) {
  console.error(prefix === "" ? "nothing was measured" : `nothing that is measured begins with ${prefix}`);
  process.exitCode = 1;
}

const figure = (value: number): string => value.toLocaleString("en", { maximumSignificantDigits: 4 });
if (asJson) console.log(JSON.stringify(rows, null, 2));
else {
  const table = [
    ["name", "ours", "theirs", "unit", "ratio"],
    ...rows.map(({ name, ours, theirs, unit, ratio }) => [name, figure(ours), figure(theirs), unit, figure(ratio)]),
  ];
  const width = (column: number): number => Math.max(...table.map((line) => line[column]?.length ?? 0));
  for (const line of table)
    console.log(
      line
        .map((cell, column) => cell.padEnd(width(column)))
        .join("  ")
        .trimEnd(),
    );
}
