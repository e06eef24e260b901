import { BlockList } from "node:net";
import { describe, expect, it } from "vitest";
import { countedAs, createAddressOf } from "../../server/limits.ts";

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
