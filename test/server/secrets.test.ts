import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { pair, sealedGrant } from "./door.ts";
import { openGround } from "./ground.ts";
import {
  type Answer,
  administrator,
  approve,
  type Customer,
  call,
  cast,
  days,
  introduce,
  must,
  requestAccess,
  signedIn,
  type Technician,
} from "./people.ts";
import { run } from "./running.ts";
import { openStage } from "./stage.ts";
import { visit } from "./visit.ts";

type Keep = (method: string, path: string, given: Parameters<typeof call>[3]) => Promise<Answer>;

/** A password on its way to the computer, refused there, taken, and refused for a wrong grant; then a visit. */
async function throughTheDoor(anna: Technician, him: Customer, keep: Keep): Promise<void> {
  const active = await introduce(anna, him);
  const door = await pair(server, him);
  const terms = { ...days(3), credentialMode: "at-setup" as const };
  const asked = await requestAccess(anna, him, active, terms, door.keys.key);
  const path = `/api/requests/${asked.id}/approve`;
  door.script = { grant: async ({ ask }) => ({ kind: "refused", ask, because: "not-accepted", at: null }) };
  const wrong = await sealedGrant(him, asked, door.keys.key, `${canary}-wrong`);
  const right = await sealedGrant(him, asked, door.keys.key, canary);
  const send = async (grant: string, credentials: string) =>
    keep("POST", path, { token: him.held.token, body: { grant, credentials } });
  expect((await send(wrong.grant, wrong.credentials)).status).toBe(422);
  expect((await send(wrong.grant, right.credentials)).status).toBe(422);
  expect((await send(right.grant, `${right.credentials}x`)).status).toBe(400);
  door.script = {};
  expect((await send(right.grant, right.credentials)).status).toBe(201);
  expect(await door.until((one) => one.last("grant")?.credentials === right.credentials)).toBe(true);
  const { token, viewer } = await visit(anna, door, right.saying.id);
  viewer.socket.send(Buffer.from(canary));
  viewer.socket.close();
  door.raw(JSON.stringify({ kind: canary }));
  await door.until(({ closed }) => closed);
  secrets.push(wrong.credentials, right.credentials, token, door.token);
}

const canary = "canary-7f3a-password";
let server: Awaited<ReturnType<typeof run>>;
const secrets: string[] = [canary];
const spoken: string[] = [];
const answers: string[] = [];

beforeAll(async () => {
  server = await run();
  const { anna, customer: him, admin, team } = await cast(server);
  const make = { role: "technician", email: "dora@example.com", name: "Dora Dahl", groupId: team.id, password: canary };
  must(await admin.ask("POST", "/api/people", make), 201, z.unknown());
  const keep = async (method: string, path: string, given: Parameters<typeof call>[3]) => {
    const answer = await call(server, method, path, given);
    answers.push(JSON.stringify(answer.body));
    return answer;
  };
  const dora = await call(server, "POST", "/api/tokens", { body: { email: make.email, password: canary } });
  const { token } = must(dora, 201, signedIn);
  for (const password of [`${canary}x`, `${canary}\0`, `<${canary}>`])
    await keep("POST", "/api/tokens", { body: { email: make.email, password } });
  await keep("POST", "/api/tokens", { body: { email: make.email, password: canary, [canary]: canary } });
  await keep("POST", "/api/administrators/first", {
    body: { code: canary, email: "x@example.com", name: "X", password: canary },
  });
  await keep("POST", "/api/people", { token: admin.token, body: make });
  let started = await anna.startSession();
  // A code is short enough to stand in an instant by chance.
  while (`${server.now()} ${started.session.endsAt} ${started.codeEndsAt}`.includes(started.code))
    started = await anna.startSession();
  const grant = await approve(him, await requestAccess(anna, him, await introduce(anna, him)));
  await anna.ask("POST", `/api/grants/${grant.id}/revoke`, { reason: "spoken among us" });
  await throughTheDoor(anna, him, keep);
  await keep("GET", `/api/me/${token}`, {});
  await keep("GET", `/api/me?token=${token}`, {});
  await keep("GET", "/api/me", { token: `${token.slice(0, -1)}A` });
  secrets.push(started.code, token, anna.token, him.held.token, admin.token);
  spoken.push(
    "Updates at night",
    "spoken among us",
    "Anna Berg",
    "anna@example.com",
    "dora@example.com",
    grant.signed,
    grant.id,
    "127.0.0.1",
  );
});
afterAll(() => server.stop());

describe("a secret", () => {
  it("is in no line of the log, and neither is anything that people said, or who and where they are", () => {
    const log = server.logged.join("\n");
    expect(server.logged.length).toBeGreaterThan(20);
    for (const secret of [...secrets, ...spoken]) expect(log).not.toContain(secret);
  });

  it("is in no file of the data directory", () => {
    const files = readdirSync(server.data).map((name) => readFileSync(join(server.data, name)));
    expect(files.length).toBeGreaterThan(1);
    expect(files.some((file) => file.includes("Anna Berg"))).toBe(true);
    for (const secret of secrets) for (const file of files) expect(file.includes(secret), secret).toBe(false);
  });

  it("is in no problem document", () => {
    expect(answers.length).toBeGreaterThan(5);
    for (const secret of secrets) expect(answers.join("\n")).not.toContain(secret);
  });
});

describe("a stolen copy of the whole store", () => {
  it("holds nothing that signs in, joins or answers", async () => {
    const { ground, admin, anna } = await openStage();
    const { code } = await anna.startSession();
    const stolen = new Set<string>();
    const tables = [
      "organisation",
      "groups",
      "people",
      "tokens",
      "computers",
      "sessions",
      "requests",
      "grants",
      "pairings",
      "connections",
      "entries",
      "history",
    ] as const;
    for (const table of tables)
      for (const row of await ground.store.selectFrom(table).selectAll().execute())
        for (const value of Object.values(row)) if (typeof value === "string") stolen.add(value);
    expect(stolen.has(code)).toBe(false);
    expect([...stolen].some((value) => value.startsWith("$argon2id$"))).toBe(true);
    let address = 0;
    for (const value of stolen) {
      address += 1;
      const from = `203.0.${address >> 8}.${address & 255}`;
      if (/^[\x21-\x7e]+$/.test(value))
        expect((await call(ground, "GET", "/api/me", { token: value })).status).toBe(401);
      const found = await call(ground, "POST", "/api/sessions/find", { body: { code: value }, address: from });
      expect([400, 404]).toContain(found.status);
      const body = { email: "anna@example.com", password: value };
      expect([400, 401, 413]).toContain((await call(ground, "POST", "/api/tokens", { body, address: from })).status);
    }
    expect((await admin.ask("GET", "/api/me")).status).toBe(200);
  });
});

describe("a failure that nobody foresaw", () => {
  it("says nothing but that it failed, to the caller and in the log", async () => {
    const ground = await openGround();
    const { token } = await administrator(ground);
    await ground.store.destroy();
    const body = { email: "admin@example.com", password: canary };
    for (const answer of [
      await call(ground, "POST", "/api/tokens", { body }),
      await call(ground, "GET", "/api/me", { token }),
    ]) {
      expect(answer.status).toBe(500);
      expect(answer.body).toEqual({ type: "about:blank", title: "failed", status: 500, code: "failed" });
    }
    const failed = ground.logged.filter((line) => line.includes('"failed"'));
    expect(failed.length).toBeGreaterThan(0);
    for (const line of ground.logged) for (const secret of [canary, token]) expect(line).not.toContain(secret);
  });

  it("keeps to itself what an error says: it could repeat what was sent", async () => {
    const ground = await openGround();
    const { token } = await administrator(ground);
    const broken = await openGround({
      store: ground.store,
      empty: true,
      now: () => {
        throw new Error(canary);
      },
    });
    const answer = await call(broken, "GET", "/api/me", { token });
    expect(answer).toMatchObject({ status: 500, body: { code: "failed" } });
    expect(JSON.stringify(answer.body)).not.toContain(canary);
    const [failed] = broken.logged.filter((line) => line.includes('"event":"failed"'));
    expect(failed).toMatch(/"error":"Error","where":".*secrets\.test\.ts/);
    expect(broken.logged.join()).not.toContain(canary);
  });
});
