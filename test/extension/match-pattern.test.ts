import { describe, expect, it } from "vitest";
import { admits, readMatchPattern } from "../../extension/match-pattern.ts";

describe("a match pattern", () => {
  it.each([
    ["https://console.example/*", "https://console.example/devices/4711?tab=1#here", true],
    ["https://console.example/*", "https://console.example:8443/", true],
    ["https://console.example/*", "http://console.example/", false],
    ["https://console.example/*", "https://console.example.evil.example/", false],
    ["https://console.example/*", "https://evil.example/?https://console.example/", false],
    ["https://console.example/*", "https://user@evil.example/", false],
    ["*://console.example/*", "http://console.example/", true],
    ["*://console.example/*", "ftp://console.example/", false],
    ["https://*.example.com/*", "https://example.com/", true],
    ["https://*.example.com/*", "https://desk.eu.example.com/", true],
    ["https://*.example.com/*", "https://notexample.com/", false],
    ["http://localhost:8080/*", "http://localhost:8080/x", true],
    ["http://localhost:8080/*", "http://localhost:8081/x", false],
    ["http://localhost:80/*", "http://localhost/", true],
    ["https://console.example:443/*", "https://console.example/", true],
    ["https://console.example/desk/*", "https://console.example/desk/1", true],
    ["https://console.example/desk/*", "https://console.example/desktop", false],
    ["https://console.example/a.b", "https://console.example/aXb", false],
    ["https://console.example/*.html", "https://console.example/x.html?y", false],
    ["http://[::1]:8080/*", "http://[::1]:8080/", true],
    ["https://console.example/*", "not an address", false],
    ["not a pattern", "https://console.example/", false],
  ])("%s and %s: %s", (pattern, address, expected) => {
    expect(admits(pattern, address)).toBe(expected);
  });

  it.each([
    "<all_urls>",
    "*://*/*",
    "https://*/*",
    "https://con*.example/*",
    "https://console.example",
    "ftp://console.example/*",
    "file:///*",
    "https://console.example:0/*",
    "https://console.example:*/*",
    "https://user@console.example/*",
    "https://Console.example/*",
    "https://*.*.example/*",
    "",
  ])("isn't %j", (pattern) => {
    expect(readMatchPattern(pattern)).toBeNull();
  });
});
