import browser from "webextension-polyfill";
import { patternFor } from "../../match-pattern.ts";
import { connectBackground } from "../../page/connect.ts";
import { paint } from "../../page/paint.tsx";
import { type OwnBrowser, OwnBrowserProvider } from "../../popup/own-browser.tsx";
import { Popup } from "../../popup/popup.tsx";

// The toolbar's popup takes the width that its document asks for; in a window of its own the window decides.
const toolbar = browser.extension.getViews({ type: "popup" }).includes(window);
if (toolbar) document.documentElement.classList.add("toolbar");
const standing = { toolbar, isPrivate: browser.extension.inIncognitoContext === true };

const ownBrowser: OwnBrowser = {
  // Opened by her from the toolbar, the popup may read this one tab's address (activeTab), whatever page it shows.
  async currentPage() {
    const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
    return tab?.url ?? null;
  },
  permit: (origin) => browser.permissions.request({ origins: [patternFor(origin, location.href)] }),
  async panelKeys() {
    const commands = await browser.commands.getAll();
    return commands.find(({ name }) => name === "open-panel")?.shortcut || null;
  },
};
const popup = (
  <OwnBrowserProvider value={ownBrowser}>
    <Popup hash={location.hash} standing={standing} />
  </OwnBrowserProvider>
);

paint(popup, connectBackground(), ({ popup }) => popup.tabs);
