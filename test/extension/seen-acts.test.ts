import { expect, test } from "vitest";
import { read, repositoryFiles } from "../sources.ts";

// What a person couldn't see isn't pressed (extension/panel/seen-act.ts).

test("whatever acts in the panel needs a press on what was seen, but what closes and moves it", () => {
  const sources = repositoryFiles().filter((path) => path.startsWith("extension/panel/"));
  const acts = sources.flatMap((path) =>
    [...read(path).matchAll(/\buseAct\(([^)]*)\)/g)].map(([, act]) => `${path} ${act}`),
  );
  expect(acts.sort()).toEqual([
    'extension/panel/move-panel.tsx "move-panel"',
    // What signs asks for more: extension/panel/seen.ts.
    'extension/panel/number.tsx "confirm-fits"',
    'extension/panel/number.tsx "fits"',
    'extension/panel/panel.tsx "close-panel"',
    'extension/panel/request-foot.tsx "confirm-request"',
    'extension/panel/request-foot.tsx "request"',
    "extension/panel/seen-act.ts name",
    'extension/panel/sight.tsx "look"',
    // Nobody types a password by mistake, and Enter sends it where the button is out of view.
    'extension/panel/sign-in.tsx "sign-in"',
  ]);
});
