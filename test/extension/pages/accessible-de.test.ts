import { lookAtScreens } from "./accessible.ts";

lookAtScreens("de");
