import browser from "webextension-polyfill";
import { connectBackground } from "../../page/connect.ts";
import { paint } from "../../page/paint.tsx";
import { Popup } from "../../popup/popup.tsx";

// The toolbar's popup takes the width that its document asks for; in a window of its own the window decides.
const toolbar = browser.extension.getViews({ type: "popup" }).includes(window);
if (toolbar) document.documentElement.classList.add("toolbar");
const standing = { toolbar, isPrivate: browser.extension.inIncognitoContext === true };

paint(<Popup hash={location.hash} standing={standing} />, connectBackground(), ({ popup }) => popup.tabs);
