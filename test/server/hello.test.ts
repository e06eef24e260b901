import { describe, expect, it } from "vitest";
import { tokenHash } from "../../server/sign-in.ts";
import { fresh32, toBase64url } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { type Saying, say } from "../../shared/statements.ts";
import { openGround, start } from "./ground.ts";
import { call, cast, customer, helloBy, must, newKeys, signedIn, signIn } from "./people.ts";
import { problemOf } from "./problem-of.ts";

describe("a hello", () => {
  const minute = 60_000;
  async function known() {
    const ground = await openGround();
    const people = await cast(ground);
    const { session, code } = await people.anna.startSession();
    await people.customer.join(session.id, code);
    const { nonce } = (await call(ground, "GET", "/api/hello")).body as { nonce: string };
    const greet = async (change: Partial<Saying<"hello">> = {}, token: string | null = null) => {
      const saying = { who: people.customer.key, server: ground.url, nonce, at: ground.now(), ...change };
      const hello = await say("hello", saying, people.customer.keys.pair.privateKey);
      return call(ground, "POST", "/api/hello", { body: { hello }, token });
    };
    return { ground, ...people, nonce, greet };
  }

  it("of a customer's key that joined buys a token for twelve hours", async () => {
    const { ground, greet, customer: him } = await known();
    const { token, endsAt } = must(await greet(), 201, signedIn);
    expect(endsAt).toBe(ground.now() + bounds.tokenLives);
    expect((await call(ground, "GET", "/api/me", { token })).body).toMatchObject({
      role: "customer",
      computer: { id: him.held.computerId, key: him.key },
    });
  });

  it("of a key that never joined is unknown", async () => {
    const { ground } = await known();
    const stranger = await newKeys();
    const body = { hello: await helloBy(ground, stranger) };
    problemOf(await call(ground, "POST", "/api/hello", { body }), "unknown");
  });

  it("works once", async () => {
    const { greet } = await known();
    expect((await greet()).status).toBe(201);
    problemOf(await greet(), "bad-signature");
    problemOf(await greet({ at: Date.UTC(2026, 11, 1, 8, 1) }), "bad-signature");
  });

  it("works for a minute", async () => {
    const early = await known();
    early.ground.clock.at += minute - 1;
    expect((await early.greet()).status).toBe(201);
    const late = await known();
    late.ground.clock.at += minute;
    problemOf(await late.greet(), "bad-signature");
  });

  it("over a nonce that isn't ours is refused", async () => {
    const { greet } = await known();
    const other = await openGround();
    const { nonce } = (await call(other, "GET", "/api/hello")).body as { nonce: string };
    problemOf(await greet({ nonce }), "bad-signature");
    problemOf(await greet({ nonce: toBase64url(fresh32()) }), "bad-signature");
  });

  it("that was said to another server is refused", async () => {
    const { greet } = await known();
    problemOf(await greet({ server: "https://whileaway.example" }), "bad-signature");
    problemOf(await greet({ server: "http://localhost:8788" }), "bad-signature");
  });

  it("by a clock more than five minutes off is refused, both told", async () => {
    const { ground, greet } = await known();
    const yours = ground.now() + bounds.clocksDiffer + 1;
    expect(problemOf(await greet({ at: yours }), "clocks-differ")).toMatchObject({ at: ground.now(), yours });
    expect((await greet({ at: yours - 1 })).status).toBe(201);
  });

  it("signed by another key than it names is refused", async () => {
    const { ground, customer: him } = await known();
    const other = await newKeys();
    const body = { hello: await helloBy(ground, { ...other, key: him.key }) };
    problemOf(await call(ground, "POST", "/api/hello", { body }), "bad-signature");
  });

  it("of a technician ties her key to her token and to no other", async () => {
    const { ground, anna } = await known();
    const second = await signIn(ground, "anna@example.com", "her own password");
    expect((await anna.ask("GET", "/api/me")).body).toMatchObject({ key: anna.key });
    expect((await call(ground, "GET", "/api/me", { token: second })).body).toMatchObject({ key: null });
  });

  it("of a technician whose token ends meanwhile ties nothing, and no history says so", async () => {
    let meanwhile: (() => void) | null = null;
    let looks = 0;
    const ground = await openGround({
      now() {
        looks += 1;
        // The first look is for the token; by the second one it is known.
        if (looks === 2) meanwhile?.();
        return start;
      },
    });
    const { anna } = await cast(ground);
    const other = await newKeys();
    const ties = async () => {
      const entries = await ground.store.selectFrom("history").select("entry").execute();
      return entries.filter(({ entry }) => entry.includes("key-tied")).length;
    };
    const before = await ties();
    const body = { hello: await helloBy(ground, other) };
    looks = 0;
    let gone: Promise<unknown> = Promise.resolve();
    meanwhile = () => {
      gone = ground.store.deleteFrom("tokens").where("hash", "=", tokenHash(anna.token)).execute();
    };
    problemOf(await call(ground, "POST", "/api/hello", { body, token: anna.token }), "not-signed-in");
    await gone;
    expect(await ties()).toBe(before);
  });

  it("ties nothing to an administrator, and nothing by a token that is over", async () => {
    const { ground, admin, greet } = await known();
    problemOf(await greet({}, admin.token), "not-allowed");
    problemOf(await greet({}, toBase64url(fresh32())), "not-signed-in");
    expect(ground.logged.join()).not.toContain("key-tied");
  });
});

it("a customer before his first join has no token at all", async () => {
  const ground = await openGround();
  const him = await customer(ground);
  problemOf(await call(ground, "GET", "/api/me"), "not-signed-in");
  expect(him.held.token).toBe("");
});
