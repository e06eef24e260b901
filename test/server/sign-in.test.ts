import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isPassword, keepPassword, realCost } from "../../server/sign-in.ts";
import { fresh32, toBase64url } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { me, person } from "../../shared/records.ts";
import { administratorPassword, openGround } from "./ground.ts";
import { administrator, call, cast, must, signedIn, signIn, technician } from "./people.ts";
import { problemOf } from "./problem-of.ts";

const right = { email: "admin@example.com", password: administratorPassword };

describe("a password", () => {
  it("is kept as Argon2id of 19 MiB and two passes, with a salt of its own", async () => {
    const [one, two] = await Promise.all([
      keepPassword("correct horse", realCost),
      keepPassword("correct horse", realCost),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(two).not.toBe(one);
    expect(await isPassword("correct horse", one)).toBe(true);
    expect(await isPassword("correct hors", one)).toBe(false);
  });

  it.each(["", "correct horse", "$argon2id$v=19$m=19456,t=2,p=1$$", "$2b$10$abcdefghijklmnopqrstuv"])(
    "kept as %j fits nothing",
    async (kept) => expect(await isPassword("correct horse", kept)).toBe(false),
  );
});

describe("signing in", () => {
  it("answers a token for twelve hours and who I am", async () => {
    const ground = await openGround();
    const answer = await call(ground, "POST", "/api/tokens", { body: right });
    expect(answer).toMatchObject({
      status: 201,
      body: { endsAt: ground.now() + bounds.tokenLives, me: { role: "administrator", name: "Ada Admin" } },
    });
    const { token } = must(answer, 201, signedIn);
    ground.clock.at += bounds.tokenLives - 1;
    expect((await call(ground, "GET", "/api/me", { token })).status).toBe(200);
    ground.clock.at += 1;
    problemOf(await call(ground, "GET", "/api/me", { token }), "not-signed-in");
    await ground.pass(0);
    expect(await ground.store.selectFrom("tokens").selectAll().execute()).toEqual([]);
  });

  it("reads the e-mail address in any case", async () => {
    const ground = await openGround();
    await signIn(ground, " Admin@Example.COM ", administratorPassword);
  });

  it("says the same to a wrong password, an unknown address and somebody disabled", async () => {
    const ground = await openGround();
    const { admin, annasRecord } = await cast(ground);
    await admin.ask("PATCH", `/api/people/${annasRecord.id}`, { disabled: true });
    const answers = [];
    for (const body of [
      { ...right, password: "wrong" },
      { ...right, email: "nobody@example.com" },
      { email: "anna@example.com", password: "her own password" },
    ])
      answers.push(await call(ground, "POST", "/api/tokens", { body }));
    for (const answer of answers) problemOf(answer, "wrong-sign-in");
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it("takes the same work for an unknown address as for a wrong password", async () => {
    const ground = await openGround({ cost: realCost, empty: true });
    const password = await keepPassword("somebody's password", realCost);
    const { makeFirstAdministrator } = await import("../../server/people.ts");
    await makeFirstAdministrator(ground.store, { email: right.email, name: "Ada", password }, 0);
    const took = async (email: string) => {
      const began = process.cpuUsage();
      problemOf(await call(ground, "POST", "/api/tokens", { body: { email, password: "wrong" } }), "wrong-sign-in");
      const { user, system } = process.cpuUsage(began);
      return user + system;
    };
    await took("nobody@example.com");
    const rounds = [];
    for (let round = 0; round < 5; round += 1)
      rounds.push({ unknown: await took("nobody@example.com"), wrong: await took(right.email) });
    const least = (times: number[]) => Math.min(...times);
    const unknown = least(rounds.map((round) => round.unknown));
    const wrong = least(rounds.map((round) => round.wrong));
    expect(unknown).toBeGreaterThan(wrong / 2);
    expect(wrong).toBeGreaterThan(unknown / 2);
  });

  it("out ends this token and no other", async () => {
    const ground = await openGround();
    const [one, two] = [
      await signIn(ground, right.email, right.password),
      await signIn(ground, right.email, right.password),
    ];
    expect((await call(ground, "DELETE", "/api/tokens/current", { token: one })).status).toBe(204);
    problemOf(await call(ground, "GET", "/api/me", { token: one }), "not-signed-in");
    problemOf(await call(ground, "DELETE", "/api/tokens/current", { token: one }), "not-signed-in");
    expect((await call(ground, "GET", "/api/me", { token: two })).status).toBe(200);
  });

  it("ever again loses the oldest token", async () => {
    const ground = await openGround();
    const first = await signIn(ground, right.email, right.password);
    for (let count = 0; count < bounds.tokens; count += 1) {
      ground.clock.at += 1;
      await signIn(ground, right.email, right.password);
    }
    problemOf(await call(ground, "GET", "/api/me", { token: first }), "not-signed-in");
    expect(await ground.store.selectFrom("tokens").select("hash").execute()).toHaveLength(bounds.tokens);
  });

  it("takes a token in one place and one spelling alone", async () => {
    const ground = await openGround();
    const token = await signIn(ground, right.email, right.password);
    for (const authorization of [
      token,
      `Basic ${token}`,
      `Bearer ${token} `.padEnd(60, "x"),
      `Bearer ${token.slice(1)}`,
      "Bearer",
      `Bearer ${toBase64url(fresh32())}`,
    ]) {
      const answer = await ground.ask("/api/me", { headers: { authorization } });
      expect(answer.status).toBe(401);
    }
    expect((await ground.ask(`/api/me?token=${token}`, {})).status).toBe(401);
    expect((await ground.ask("/api/me", { headers: { cookie: `token=${token}` } })).status).toBe(401);
    expect(
      (await ground.ask("/api/me", { headers: { authorization: `Bearer ${token}` } })).headers.get("set-cookie"),
    ).toBe(null);
  });
});

describe("somebody disabled", () => {
  it("is signed out at once, everywhere, and can come back", async () => {
    const ground = await openGround();
    const { admin, anna, annasRecord } = await cast(ground);
    const second = await technician(ground, "anna@example.com");
    must(await admin.ask("PATCH", `/api/people/${annasRecord.id}`, { disabled: true }), 200, person);
    for (const { ask } of [anna, second]) problemOf(await ask("GET", "/api/me"), "not-signed-in");
    must(await admin.ask("PATCH", `/api/people/${annasRecord.id}`, { disabled: false }), 200, person);
    problemOf(await anna.ask("GET", "/api/me"), "not-signed-in");
    await technician(ground, "anna@example.com");
  });

  it("can't be oneself: somebody who can undo it remains", async () => {
    const ground = await openGround();
    const { ask } = await administrator(ground);
    const { id } = must(await ask("GET", "/api/me"), 200, me) as { id: string };
    problemOf(await ask("PATCH", `/api/people/${id}`, { disabled: true }), "not-allowed");
  });
});

describe("guessing passwords", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());

  it("is over after twenty wrong ones from an address, for ten minutes, and for nobody else", async () => {
    const ground = await openGround();
    const wrong = { ...right, password: "wrong" };
    for (let count = 0; count < 20; count += 1)
      problemOf(await call(ground, "POST", "/api/tokens", { body: wrong }), "wrong-sign-in");
    const refused = await call(ground, "POST", "/api/tokens", { body: right });
    problemOf(refused, "too-many");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(590);
    expect((await call(ground, "POST", "/api/tokens", { body: right, address: "192.0.2.77" })).status).toBe(201);
    vi.setSystemTime(Date.now() + 600_001);
    expect((await call(ground, "POST", "/api/tokens", { body: right })).status).toBe(201);
  });

  it("isn't what somebody does who signs in rightly, however often", async () => {
    const ground = await openGround();
    for (let count = 0; count < 40; count += 1) await signIn(ground, right.email, right.password);
  });

  it("from ever more addresses fills no queue: who finds it full is told to come back, and has tried nothing", async () => {
    const ground = await openGround({ cost: { memory: 4_096, passes: 1 } });
    const wrong = { ...right, password: "wrong" };
    const tryAll = async () => {
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, count) =>
          call(ground, "POST", "/api/tokens", { body: wrong, address: `198.51.100.${count}` }),
        ),
      );
      return answers.filter(({ status }) => status === 429);
    };
    const turnedAway = await tryAll();
    expect(turnedAway.length).toBeGreaterThan(0);
    for (const answer of turnedAway) {
      problemOf(answer, "too-many");
      expect(answer.headers.get("retry-after")).toBe("5");
    }
    // Nobody's account is locked, and who was turned away in a hurry may try as often as before.
    const hasty = "203.0.113.9";
    const crowd = tryAll();
    const hers = await Promise.all(
      Array.from({ length: 20 }, () => call(ground, "POST", "/api/tokens", { body: wrong, address: hasty })),
    );
    await crowd;
    expect(hers.some(({ status }) => status === 429)).toBe(true);
    expect((await call(ground, "POST", "/api/tokens", { body: right, address: hasty })).status).toBe(201);
  });

  it("many at once is many", async () => {
    const ground = await openGround();
    const tries = Array.from({ length: 60 }, (_, count) =>
      call(ground, "POST", "/api/tokens", { body: { ...right, password: `guess ${count}` } }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40);
  });
});
