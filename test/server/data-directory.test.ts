import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeDataDirectory } from "../../server/data-directory.ts";
import { SettingError } from "../../server/settings.ts";

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "whileaway-data-"));
});
afterEach(() => rmSync(data, { recursive: true }));
const own = process.getuid?.() ?? 0;

describe("a data directory", () => {
  it("of this account is taken, made when there is none", () => {
    makeDataDirectory(data);
    makeDataDirectory(join(data, "deeper", "still"));
    makeDataDirectory(join(data, "deeper", "still"));
  });

  it("of another account is refused, in a sentence that says both", () => {
    const open = () => makeDataDirectory(data, own + 1);
    expect(open).toThrow(SettingError);
    expect(open).toThrow(
      `WHILEAWAY_DATA: ${data} belongs to another account (${own}) than the server runs as (${own + 1}); say: chown ${own + 1} ${data}`,
    );
  });
});
