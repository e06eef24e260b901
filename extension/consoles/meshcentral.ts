import type { ConsoleDescription } from "../console/page-context.ts";

export const meshcentral: ConsoleDescription = {
  name: "MeshCentral",
  evidence: {
    version: "1.1.55",
    seen: "2026-11-22",
    note:
      "A server with two of its own agents, the classic interface. A device's address names it by 64 characters, in every " +
      "tab of the device and already before the sign-in; another device, or the list, changes the address without loading. " +
      "Every tab has its own heading with the device's name, all of them always in the document, only the current one " +
      "shown. For who may rename the device the name is a link of its own, with the group after it ('office-pc - " +
      "Workshop'); for who has rights on one device alone it is the whole heading. The list of devices is about nothing. " +
      "The page to sign in has none of these headings.",
  },
  known: "body:has(#LeftMenuMyDevices) #p10deviceName",
  pages: [
    {
      about: {
        kind: "device",
        sources: [{ from: "address", match: "[?&]gotonode=((?:[A-Za-z0-9@$]|%40|%24){64})(?:[&#]|$)" }],
      },
      name: [
        { from: "text", selector: "[id^=p][id$=deviceName] > span[onclick]" },
        { from: "text", selector: "[id^=p][id$=deviceName]", match: "^(.+?)(?:\\s+- .*)?$" },
      ],
      kind: "desktop",
    },
  ],
};
