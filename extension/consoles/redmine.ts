import type { ConsoleDescription } from "../console/page-context.ts";

export const redmine: ConsoleDescription = {
  name: "Redmine",
  evidence: {
    version: "5.0.4 (Debian 12, 5.0.4-5+deb12u1)",
    seen: "2026-11-22",
    note:
      "Every page has the same keywords in its head. An issue's heading is its tracker and number ('Support #1'), when it " +
      "is shown, edited, or shown again because an edit had a mistake; an issue that isn't there has '404' for a heading; " +
      "lists, a new issue and a copy have none with a number. The page to log time for an issue names it in its address, and no longer after a mistake. " +
      "Custom fields stand among the attributes with the field's name before each value; which field names the computer is " +
      "each desk's own choice. The author stands below the subject as a link.",
  },
  known: 'meta[name="keywords"][content="issue,bug,tracker"]',
  pages: [
    {
      about: {
        kind: "ticket",
        sources: [
          {
            from: "text",
            selector: "body.controller-issues:is(.action-show, .action-edit, .action-update) #content > h2",
            match: "#(\\d+)$",
          },
          { from: "address", match: "^[^?#]*/issues/(\\d+)/time_entries/new" },
        ],
      },
      name: [
        {
          from: "text",
          selector: ".issue .attributes .attribute",
          match: "^(?:Computer|Computer name|Host|Hostname|Device|PC|Rechner|Gerät):\\s*(\\S.*)$",
        },
        { from: "text", selector: ".issue p.author a.user" },
      ],
    },
  ],
};
