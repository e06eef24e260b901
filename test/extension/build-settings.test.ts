import { describe, expect, it } from "vitest";
import { readBuildSettings } from "../../extension/build-settings.ts";
import { manifestFor } from "../../extension/manifest.ts";

describe("the settings of a build", () => {
  it("are a server on this machine and no console where nothing is set", () => {
    expect(readBuildSettings({})).toEqual({ server: "http://localhost:8787", consoles: [], output: ".output" });
  });

  it.each([
    "https://access.example",
    "https://access.example:8443",
    "http://127.0.0.1:1",
    "http://[::1]:8787",
    "http://a.localhost",
  ])("take %s for a server", (server) => {
    expect(readBuildSettings({ WHILEAWAY_SERVER: server }).server).toBe(server);
  });

  it.each([
    "access.example",
    "https://access.example/",
    "https://access.example/api",
    "https://access.example:443",
    "ws://127.0.0.1:1",
    "http://access.example",
    "http://127.0.0.1.evil.example",
    "http://10.0.0.1",
    "https://user:secret@access.example",
  ])("refuse %s for a server, in a sentence that names the setting", (server) => {
    expect(() => readBuildSettings({ WHILEAWAY_SERVER: server })).toThrow(/^WHILEAWAY_SERVER must /);
  });

  it("take consoles separated by commas", () => {
    const { consoles } = readBuildSettings({ WHILEAWAY_CONSOLES: " https://a.example/* ,http://localhost:1/desk/*," });
    expect(consoles).toEqual(["https://a.example/*", "http://localhost:1/desk/*"]);
  });

  it("refuse what is no match pattern, and name it", () => {
    const read = () => readBuildSettings({ WHILEAWAY_CONSOLES: "https://a.example/*,*://*/*" });
    expect(read).toThrow(/^WHILEAWAY_CONSOLES must .*"\*:\/\/\*\/\*"$/);
  });
});

describe("the manifest", () => {
  const settings = readBuildSettings({
    WHILEAWAY_SERVER: "http://127.0.0.1:4321",
    WHILEAWAY_CONSOLES: "https://console.example/desk/*,http://localhost:8080/*",
  });
  const chrome = manifestFor("chrome", settings, "1.2.3");
  const firefox = manifestFor("firefox", settings, "1.2.3");

  it("asks for nothing but the server, the preset consoles, storage, notifications, alarms and its own script", () => {
    expect(chrome.permissions).toEqual(["storage", "notifications", "alarms", "scripting", "activeTab"]);
    expect(chrome.host_permissions).toEqual([
      "http://127.0.0.1:4321/*",
      "https://console.example/*",
      "http://localhost:8080/*",
    ]);
  });

  it("lets pages load nothing from elsewhere and reach the server alone, and turns no ws: into wss:", () => {
    const policy = (chrome.content_security_policy as { extension_pages: string }).extension_pages;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src http://127.0.0.1:4321 ws://127.0.0.1:4321;");
    expect(policy).not.toMatch(/upgrade-insecure-requests|unsafe|https:|\*/);
  });

  it("may ask for any other console later, one at a time, and has none of them from the start", () => {
    for (const manifest of [chrome, firefox]) {
      expect(manifest.optional_host_permissions).toEqual(["https://*/*", "http://*/*"]);
      expect(manifest.optional_permissions).toBeUndefined();
    }
  });

  it("proposes a key for the panel and one for the popup", () => {
    expect(chrome.commands).toEqual({
      _execute_action: { suggested_key: { default: "Alt+Shift+Y" } },
      "open-panel": { suggested_key: { default: "Alt+Shift+U" }, description: "__MSG_openPanel__" },
    });
  });

  it("lets consoles frame the panel and nothing else, under a passing address", () => {
    expect(chrome.web_accessible_resources).toEqual([
      {
        resources: ["panel.html"],
        matches: ["https://*/*", "http://*/*"],
        use_dynamic_url: true,
      },
    ]);
  });

  it("injects one script into the consoles' pages", () => {
    expect(chrome.content_scripts).toEqual([
      { matches: ["https://console.example/desk/*", "http://localhost:8080/*"], js: ["console-tab.js"] },
    ]);
  });

  it("names no port to Firefox, which knows none in patterns", () => {
    const said = [firefox.host_permissions, firefox.content_scripts];
    expect(JSON.stringify(said)).toContain("http://localhost/*");
    expect(JSON.stringify(said)).not.toMatch(/:\d+\/\*/);
  });

  it("wants browsers that know Ed25519 and X25519", () => {
    expect(chrome.minimum_chrome_version).toBe("137");
    expect(firefox.browser_specific_settings?.gecko).toMatchObject({
      id: expect.stringContaining("@"),
      strict_min_version: "130.0",
      data_collection_permissions: { required: expect.arrayContaining(["authenticationInfo"]) },
    });
  });

  it("injects nothing where no console is preset", () => {
    const bare = manifestFor("chrome", readBuildSettings({}), "1.2.3");
    expect(bare.content_scripts).toBeUndefined();
    expect(bare.host_permissions).toEqual(["http://localhost:8787/*"]);
  });
});
