import { describe, expect, it } from "vitest";
import { person } from "../../shared/records.ts";
import { openGround } from "./ground.ts";
import { call, must, signIn } from "./people.ts";
import { problemOf } from "./problem-of.ts";

describe("the first administrator", () => {
  const code = "printed-once";
  const body = { code, email: "first@example.com", name: "First", password: "long enough" };
  const path = "/api/administrators/first";

  it("is made with the printed code, once, ever", async () => {
    const ground = await openGround({ empty: true, firstCode: code });
    const made = must(await call(ground, "POST", path, { body }), 201, person);
    expect(made).toMatchObject({ role: "administrator", email: body.email, name: "First", disabledAt: null });
    problemOf(await call(ground, "POST", path, { body: { ...body, email: "second@example.com" } }), "already-done");
    const token = await signIn(ground, body.email, body.password);
    expect((await call(ground, "GET", "/api/people", { token })).body).toMatchObject({
      items: [{ email: body.email }],
    });
  });

  it("is not made with another code: 403", async () => {
    const ground = await openGround({ empty: true, firstCode: code });
    for (const wrong of ["", "x", `${code}x`, "printed-onc"]) {
      const answer = await call(ground, "POST", path, { body: { ...body, code: wrong } });
      expect(answer).toMatchObject({ status: 403, body: { code: "code-wrong", status: 403 } });
    }
    expect(await ground.store.selectFrom("people").selectAll().execute()).toEqual([]);
  });

  it("is not made twice by two who hold the code at once", async () => {
    const ground = await openGround({ empty: true, firstCode: code });
    const both = await Promise.all(
      ["one@example.com", "two@example.com"].map((email) => call(ground, "POST", path, { body: { ...body, email } })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 410]);
    expect(await ground.store.selectFrom("people").selectAll().execute()).toHaveLength(1);
  });

  it("is not made where there is one, whatever the server printed", async () => {
    for (const firstCode of [code, null]) {
      const ground = await openGround({ firstCode });
      problemOf(await call(ground, "POST", path, { body }), "already-done");
      problemOf(await call(ground, "POST", path, { body: { ...body, code: "guess" } }), "already-done");
    }
  });

  it.each([
    "/api/administrators/first/",
    "//api/administrators/first",
    "/api//administrators/first",
    "/api/administrators//first",
    "/api/administrators/First",
    "/API/administrators/first",
    "/api/administrators/%66irst",
    "/api/administrators%2ffirst",
    "/api/administrators/first%2f",
    "/api/administrators/first%00",
    "/api/administrators/first;x=1",
    "/api/administrators/first.json",
    "/api/administrators/.%2e/administrators/first",
    "/api/setup",
    "/api/administrators",
  ])("is not made at %s", async (odd) => {
    const ground = await openGround({ empty: true, firstCode: code });
    problemOf(await call(ground, "POST", odd, { body }), "unknown");
    expect(await ground.store.selectFrom("people").selectAll().execute()).toEqual([]);
  });

  it("can't be guessed for long from one address", async () => {
    const ground = await openGround({ empty: true, firstCode: code });
    for (let count = 0; count < 10; count += 1)
      await call(ground, "POST", path, { body: { ...body, code: `${count}` } });
    problemOf(await call(ground, "POST", path, { body }), "too-many");
    expect((await call(ground, "POST", path, { body, address: "192.0.2.2" })).status).toBe(201);
  });
});
