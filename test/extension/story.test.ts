import { expect, it } from "vitest";
import { anyDraft, browserWithBoth } from "./browser-with-both.ts";

it("lets technician and customer meet, ask and approve", async () => {
  const both = await browserWithBoth();
  const { request } = await both.ask();
  expect(request).toMatchObject({ technician: { name: "Anna Berg" }, terms: anyDraft.terms, reason: anyDraft.reason });
  expect(
    await both.send("popup", { act: "approve", request: request.id, painted: request.painted, credentials: null }),
  ).toEqual({
    ok: true,
  });
  const given = await both.popup.state(({ grants }) => grants[0]);
  expect(given).toMatchObject({ terms: anyDraft.terms, told: true, access: { open: true } });
  expect(await both.panel.state(({ grants }) => grants[0])).toMatchObject({ mine: true, held: true });
});
