import { connectBackground } from "../../page/connect.ts";
import { paint } from "../../page/paint.tsx";
import { Panel } from "../../panel/panel.tsx";

paint(<Panel />, connectBackground(), ({ panel }) => panel);
