import { BlockList } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { countedAs, createAddressOf, writesAMinute } from "../../server/limits.ts";
import { openGround } from "./ground.ts";
import { call, cast, signIn } from "./people.ts";
import { problemOf } from "./problem-of.ts";

describe("what a caller may write in a minute", { timeout: 30_000 }, () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());

  it("is counted by who it is, from whatever address, with whichever token; reading isn't, nor are others", async () => {
    const ground = await openGround({ mostWrites: writesAMinute });
    const { admin, anna } = await cast(ground);
    vi.setSystemTime(Date.now() + 60_001);
    const write = (token: string, count: number) =>
      call(ground, "PUT", "/api/organisation", { token, body: { name: "Contoso IT" }, address: `198.51.100.${count}` });
    for (let count = 0; count < writesAMinute; count += 1) expect((await write(admin.token, count)).status).toBe(200);
    const refused = await write(admin.token, 200);
    problemOf(refused, "too-many");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(50);
    const second = await signIn(ground, "admin@example.com", "administrator's password");
    problemOf(await write(second, 201), "too-many");
    problemOf(await call(ground, "POST", "/api/groups", { token: second, body: { name: "x" } }), "too-many");
    problemOf(await call(ground, "PATCH", `/api/groups/${anna.id}`, { token: second, body: {} }), "too-many");
    problemOf(await call(ground, "DELETE", "/api/tokens/current", { token: second }), "too-many");
    expect((await call(ground, "GET", "/api/people", { token: second })).status).toBe(200);
    await anna.startSession();
    vi.setSystemTime(Date.now() + 60_001);
    expect((await write(admin.token, 202)).status).toBe(200);
  });
});

describe("an address", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:0DB8:0000:0000:1::", "2001:db8:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["unknown", "unknown"],
  ])("%s counts as %s", (address, counted) => expect(countedAs(address)).toBe(counted));
});

describe("X-Forwarded-For", () => {
  const proxies = new BlockList();
  proxies.addAddress("10.0.0.1");
  proxies.addSubnet("10.1.0.0", 16, "ipv4");
  proxies.addAddress("fd00::1", "ipv6");
  const addressOf = createAddressOf(proxies);

  it.each([
    ["nobody's proxy isn't believed", "192.0.2.1", "198.51.100.1", "192.0.2.1"],
    ["our proxy is", "10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["our proxy is, in IPv6 and as a mapped address", "fd00::1", "2001:db8::9", "2001:db8:0:0::/64"],
    ["what the caller put before is not", "10.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"],
    ["two proxies of ours are passed", "10.0.0.1", "198.51.100.1, 10.1.2.3", "198.51.100.1"],
    ["no header", "10.0.0.1", undefined, "10.0.0.1"],
    ["nonsense", "10.0.0.1", "198.51.100.1, <script>", "10.0.0.1"],
    ["an empty entry", "10.0.0.1", "198.51.100.1, ", "10.0.0.1"],
    ["nobody on the line", undefined, "198.51.100.1", "unknown"],
  ])("%s", (_, line, forwarded, counted) => expect(addressOf(line, forwarded)).toBe(counted));
});
