import { describe, expect, it } from "vitest";
import { readScreenAddress, type ScreenAddress } from "../../server/doorkeeper/screen-address.ts";

describe("a screen's address", () => {
  it.each<[string, ScreenAddress]>([
    ["unix:/run/screen/socket", { kind: "socket", path: "/run/screen/socket" }],
    [`unix:/${"x".repeat(106)}`, { kind: "socket", path: `/${"x".repeat(106)}` }],
    ["127.0.0.1:5900", { kind: "port", host: "127.0.0.1", port: 5900 }],
    ["localhost:1", { kind: "port", host: "127.0.0.1", port: 1 }],
    ["[::1]:65535", { kind: "port", host: "::1", port: 65535 }],
  ])("is %s", (text, address) => {
    expect(readScreenAddress(text)).toEqual(address);
  });

  it.each([
    "",
    "unix:",
    "unix:run/screen",
    "unix:/run/\0screen",
    `unix:/${"x".repeat(107)}`,
    `unix:/${"ä".repeat(54)}`,
    "5900",
    ":5900",
    "127.0.0.1",
    "127.0.0.1:",
    "127.0.0.1:0",
    "127.0.0.1:05900",
    "127.0.0.1:65536",
    "127.0.0.1:5900 ",
    "127.0.0.1:5900\n",
    "127.0.0.2:5900",
    "127.0.0.1.example:5900",
    "0.0.0.0:5900",
    "192.168.1.2:5900",
    "office-pc:5900",
    "[::]:5900",
    "::1:5900",
    "[::ffff:127.0.0.1]:5900",
    "tcp:127.0.0.1:5900",
  ])("is not %j", (text) => {
    expect(readScreenAddress(text)).toBeNull();
  });
});
