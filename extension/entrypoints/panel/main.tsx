import { connectBackground } from "../../page/connect.ts";
import { paint } from "../../page/paint.tsx";
import { Panel } from "../../panel/panel.tsx";

// The browser tells the background which page a tab shows, and not which frame of it this one stands in: only the console's
// own page is around the panel, and nobody whom that page has framed.
if (window.parent === window.top) paint(<Panel />, connectBackground(), ({ panel }) => panel);
