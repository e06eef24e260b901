import { expect, it } from "vitest";
import { browserWithBoth, senders } from "./browser-with-both.ts";

// Where the popup opens while nothing waits for the customer.

type Both = Awaited<ReturnType<typeof browserWithBoth>>;
const opensAt = (both: Both) => both.openPage("customer", senders.popup).state((state) => state.opensAt);

it("is My computer, before anybody has been in it", async () => {
  expect(await opensAt(await browserWithBoth())).toBe("computer");
});

it("is Technician where only a technician is signed in, until this browser is a customer's too", async () => {
  const both = await browserWithBoth();
  await both.send("panel", { act: "sign-in", email: "anna@contoso.example", password: "correct horse" });
  expect(await opensAt(both)).toBe("technician");
  await both.join();
  expect(await opensAt(both)).toBe("computer");
});

it("is the tab that was gone to last, whoever is here, also after the background was stopped", async () => {
  const both = await browserWithBoth();
  await both.send("popup", { act: "keep-tab", tab: "technician" });
  await both.join();
  expect(await opensAt(both)).toBe("technician");
  await both.send("popup", { act: "keep-tab", tab: "computer" });
  both.restart();
  expect(await opensAt(both)).toBe("computer");
});

it("is no other tab than these two", async () => {
  const both = await browserWithBoth();
  expect(await both.say({ act: "keep-tab", tab: "administrator" }, senders.popup)).toMatchObject({ code: "malformed" });
  expect(await opensAt(both)).toBe("computer");
});
