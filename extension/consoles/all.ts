import type { ConsoleDescription } from "../console/page-context.ts";
import { meshcentral } from "./meshcentral.ts";
import { novnc } from "./novnc.ts";
import { redmine } from "./redmine.ts";
import { requestTracker } from "./request-tracker.ts";

/** The consoles that were really run. The first that knows a page describes it. */
export const descriptions: readonly ConsoleDescription[] = [meshcentral, novnc, requestTracker, redmine];
