import { lookAtScreens } from "./accessible.ts";

lookAtScreens("en");
