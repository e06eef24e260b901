import { vi } from "vitest";

// Set up before every test file: how long it looks for what is bound to come. Vitest's own second is too short where the
// machine has other work, and a longer limit costs a test that passes nothing.

/** ms */
const patience = 15_000;
const { waitFor, waitUntil } = vi;

vi.waitFor = (check, how) => waitFor(check, typeof how === "number" ? how : { timeout: patience, ...how });
vi.waitUntil = (check, how) => waitUntil(check, typeof how === "number" ? how : { timeout: patience, ...how });
