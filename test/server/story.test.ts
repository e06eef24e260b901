import { expect, test } from "vitest";
import { openGround } from "./ground.ts";
import { approve, cast, introduce, requestAccess } from "./people.ts";

test("a technician asks, a customer approves, and a grant is open", async () => {
  const ground = await openGround();
  const { anna, customer } = await cast(ground);
  const session = await introduce(anna, customer);
  expect(session.state).toBe("active");
  const asked = await requestAccess(anna, customer, session);
  expect(asked.state).toBe("pending");
  const grant = await approve(customer, asked);
  expect(grant.access).toMatchObject({ open: true });
});
