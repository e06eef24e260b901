import browser from "webextension-polyfill";
import { connectBackground } from "../../page/connect.ts";
import { paint } from "../../page/paint.tsx";
import { Popup } from "../../popup/popup.tsx";

// The toolbar's popup takes the width that its document asks for; in a window of its own the window decides.
if (browser.extension.getViews({ type: "popup" }).includes(window)) document.documentElement.classList.add("toolbar");

paint(<Popup hash={location.hash} />, connectBackground(), ({ popup }) => popup.tabs);
