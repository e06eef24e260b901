import type { ConsoleDescription } from "../console/page-context.ts";

export const requestTracker: ConsoleDescription = {
  name: "Request Tracker",
  evidence: {
    version: "5.0.3 (Debian 12, 5.0.3+dfsg-3~deb12u6)",
    seen: "2026-11-22",
    note:
      "Every page loads its style sheet from /NoAuth/css/; those for telephones (/m/) don't, and have Best " +
      "Practical's name at their end. Display, History, Basics, People, Dates, Links, Jumbo, Reminders, Reply and " +
      "Comment of a ticket carry its page menu, whose first entry leads to the ticket; search results, home, " +
      "preferences and the form for a new ticket don't. Their headings name the ticket ('Link ticket #1: …'), one " +
      "that was merged into another by the number that counts now, where address and menu may still say the old " +
      "one. The pages for telephones have no menu. Custom fields are rows with the field's name before each value, " +
      "'(no value)' where it is empty; which field names the computer is each desk's own choice. Requestors are " +
      "shown as 'Contoso office <customer@example.com>', or as '<workshop@example.com>' where no name is known. " +
      "Tabs that show neither have a number and no name. An asset's pages are made like a ticket's: 'Asset #1: " +
      "Office PC', 'Modify links for asset #1: Office PC'.",
  },
  known: 'head > link[href*="/NoAuth/css/"], #bpscredits a[href*="bestpractical.com"]',
  pages: [
    {
      about: {
        kind: "ticket",
        sources: [
          {
            from: "text",
            selector: 'body:has(#page-display[href*="/Ticket/Display.html?id="]) #header h1',
            match: "^[^#]*#(\\d+)",
          },
          { from: "address", match: "^[^?#]*/m/ticket/show\\?(?:[^#]*&)?id=(\\d+)" },
        ],
      },
      name: [
        {
          from: "text",
          selector: '.ticket-info-cfs [id^="CF-"][id$="-ShowRow"]',
          match: "^(?:Computer|Computer name|Host|Hostname|Device|PC|Rechner|Gerät):(?!\\s*\\()\\s*(\\S.*)$",
        },
        { from: "text", selector: ".ticket-info-people .requestors .user", match: "^<?([^<>]*[^<>\\s])" },
      ],
    },
    {
      about: {
        kind: "device",
        sources: [
          {
            from: "text",
            selector: 'body:has(#page-display[href*="/Asset/Display.html?id="]) #header h1',
            match: "^[^#]*#(\\d+)",
          },
        ],
      },
      name: [{ from: "text", selector: "#header h1", match: "^[^#]*#\\d+: (.+)$" }],
    },
  ],
};
