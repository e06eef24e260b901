import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bounds } from "../../shared/bounds.ts";
import { grant, session } from "../../shared/records.ts";
import { Listener } from "./listener.ts";
import { approve, cast, customer, days, introduce, must, requestAccess, technician } from "./people.ts";
import { run } from "./running.ts";

let server: Awaited<ReturnType<typeof run>>;
let people: Awaited<ReturnType<typeof cast>>;
beforeAll(async () => {
  server = await run();
  people = await cast(server);
});
afterAll(() => server.stop());

const greeted = async (token: string) => {
  const listener = Listener.as(server.url, token);
  await listener.until((one) => one.last("state"));
  return listener;
};

describe("what is told", () => {
  let him: Awaited<ReturnType<typeof customer>>;
  beforeEach(async () => {
    him = await customer(server);
  });

  it("begins with everything that is, to each what is his", async () => {
    const { anna, admin } = people;
    const active = await introduce(anna, him);
    const asked = await requestAccess(anna, him, active);
    const given = await approve(him, asked);
    const [hers, his, all] = await Promise.all([greeted(anna.token), greeted(him.held.token), greeted(admin.token)]);
    expect(his.last("state")).toMatchObject({
      now: server.now(),
      me: { role: "customer", organisation: "Contoso IT", computer: { id: him.held.computerId, online: true } },
      sessions: [{ id: active.id, state: "active", join: active.join, meet: active.meet }],
      requests: [{ id: asked.id, state: "approved" }],
      grants: [{ id: given.id, access: { open: true } }],
      computers: [{ id: him.held.computerId }],
    });
    const her = hers.last("state");
    expect(her).toMatchObject({
      me: { role: "technician", name: "Anna Berg", key: anna.key, policy: { mayUse: true } },
    });
    expect(her?.sessions.map(({ id }) => id)).toContain(active.id);
    expect(her?.computers.map(({ id }) => id)).toContain(him.held.computerId);
    expect(all.last("state")).toMatchObject({ me: { role: "administrator" }, sessions: [], requests: [] });
    expect(all.last("state")?.grants.map(({ id }) => id)).toContain(given.id);
    for (const one of [hers, his, all]) one.close();
  });

  it("goes on with each change, to both sides and to nobody else", async () => {
    const { anna, admin, team } = people;
    await admin.makePerson("technician", "bea@example.com", "Bea Blum", team.id);
    const bea = await technician(server, "bea@example.com");
    const stranger = await customer(server, "Laptop");
    const theirs = await introduce(bea, stranger);
    const [hers, beas, strangers, all] = await Promise.all([
      greeted(anna.token),
      greeted(bea.token),
      greeted(stranger.held.token),
      greeted(admin.token),
    ]);
    const { session: begun, code } = await anna.startSession();
    await hers.until((one) => one.last("session")?.value.state === "waiting");
    await him.join(begun.id, code);
    const his = await greeted(him.held.token);
    await hers.until((one) => one.last("session")?.value.computer?.online === true);
    await anna.ask("POST", `/api/sessions/${begun.id}/end`);
    await his.until((one) => one.last("session")?.value.state === "ended");
    const active = await introduce(anna, him);
    const asked = await requestAccess(anna, him, active);
    await his.until((one) => one.last("request")?.value.state === "pending");
    const given = await approve(him, asked);
    await hers.until(
      (one) => one.last("grant")?.value.id === given.id && one.last("request")?.value.state === "approved",
    );
    await anna.ask("POST", `/api/grants/${given.id}/revoke`);
    await his.until((one) => one.last("grant")?.value.access.open === false);
    await all.until((one) => one.last("grant")?.value.revokedBy === "technician");
    await bea.ask("POST", `/api/sessions/${theirs.id}/end`);
    await strangers.until((one) => one.last("session")?.value.state === "ended");
    await beas.until((one) => one.last("session")?.value.state === "ended");
    const said = JSON.stringify([beas.told, strangers.told]);
    for (const id of [begun.id, active.id, asked.id, given.id, him.held.computerId]) expect(said).not.toContain(id);
    expect(all.told.some(({ kind }) => kind === "session" || kind === "request")).toBe(false);
    for (const one of [hers, beas, strangers, all, his]) one.close();
  });

  it("says when a computer comes and goes, and is renamed", async () => {
    const { anna } = people;
    await introduce(anna, him);
    const hers = await greeted(anna.token);
    const seen = (one: Listener) => one.last("computer")?.value;
    const his = await greeted(him.held.token);
    await hers.until((one) => seen(one)?.id === him.held.computerId && seen(one)?.online === true);
    const second = await greeted(him.held.token);
    his.close();
    await him.ask("PATCH", `/api/computers/${him.held.computerId}`, { name: "Front desk" });
    await hers.until((one) => seen(one)?.name === "Front desk");
    expect(seen(hers)?.online).toBe(true);
    expect(hers.last("session")?.value.computer).toMatchObject({ name: "Front desk", online: true });
    await second.until((one) => {
      const value = one.last("me")?.value;
      return value?.role === "customer" && value.computer.name === "Front desk";
    });
    second.close();
    await hers.until((one) => seen(one)?.online === false);
    hers.close();
  });

  it("brings a changed policy, group or name to an open panel at once", async () => {
    const { admin, team, annasRecord, anna } = people;
    const hers = await greeted(anna.token);
    const mine = () => {
      const value = hers.last("me")?.value;
      return value?.role === "technician" ? value : null;
    };
    const atOnce = async (change: () => Promise<unknown>, look: () => boolean | undefined) => {
      const began = performance.now();
      await change();
      await hers.until(look);
      // Far less in fact; a second would tell of other work that the machine has.
      expect(performance.now() - began).toBeLessThan(5_000);
    };
    await atOnce(
      () => admin.ask("PATCH", `/api/groups/${team.id}`, { administratorCredentialsAlways: true }),
      () => mine()?.policy.administratorCredentialsAlways,
    );
    await atOnce(
      () => admin.ask("PATCH", `/api/people/${annasRecord.id}`, { groupId: null }),
      () => mine()?.group === null && mine()?.policy.mayUse === false,
    );
    await atOnce(
      () => admin.ask("PATCH", `/api/people/${annasRecord.id}`, { groupId: team.id, name: "Anna Berg-Blum" }),
      () => mine()?.group?.id === team.id && mine()?.name === "Anna Berg-Blum",
    );
    await atOnce(
      () => admin.ask("PUT", "/api/organisation", { name: "Fabrikam" }),
      () => mine()?.organisation === "Fabrikam",
    );
    await admin.ask("PATCH", `/api/people/${annasRecord.id}`, { name: "Anna Berg" });
    await admin.ask("PUT", "/api/organisation", { name: "Contoso IT" });
    await admin.ask("PATCH", `/api/groups/${team.id}`, { administratorCredentialsAlways: false });
    expect(hers.last("me")?.value).toMatchObject({ key: anna.key });
    hers.close();
  });

  it("ends with a sign-out, and at once for somebody who is disabled", async () => {
    const { admin, team } = people;
    const carl = await admin.makePerson("technician", "carl@example.com", "Carl Cohn", team.id);
    const one = await technician(server, "carl@example.com");
    const two = await technician(server, "carl@example.com");
    const [first, second] = await Promise.all([greeted(one.token), greeted(two.token)]);
    await one.ask("DELETE", "/api/tokens/current");
    expect(await first.until(({ closed }) => closed)).toBe(4401);
    expect(second.closed).toBe(null);
    await admin.ask("PATCH", `/api/people/${carl.id}`, { disabled: true });
    expect(await second.until(({ closed }) => closed)).toBe(4401);
  });
});

describe("what time does by itself", () => {
  it("is told: a code lapses, a session and its request end, a token closes its socket", async () => {
    const own = await run();
    const { anna, customer: him } = await cast(own);
    const { session: waiting } = await anna.startSession();
    const hers = Listener.as(own.url, anna.token);
    await hers.until((one) => one.last("state"));
    own.clock.at += bounds.codeLives;
    const lapsed = await hers.until((one) => one.last("session"));
    expect(lapsed.value).toMatchObject({ id: waiting.id, state: "lapsed" });
    const active = await introduce(anna, him);
    const terms = { ...days(1), span: { kind: "dates" as const, from: "2026-12-01", through: "2026-12-01" } };
    const asked = await requestAccess(anna, him, active, terms);
    own.clock.at = active.endsAt - bounds.codeLives - 1;
    const again = await technician(own, "anna@example.com", anna.keys);
    const later = Listener.as(own.url, again.token);
    await later.until((one) => one.last("state"));
    own.clock.at = active.endsAt;
    await later.until(
      (one) => one.last("session")?.value.id === active.id && one.last("session")?.value.state === "ended",
    );
    await later.until(
      (one) => one.last("request")?.value.id === asked.id && one.last("request")?.value.state === "lapsed",
    );
    expect(await hers.until((one) => one.closed)).toBe(4401);
    expect(later.closed).toBe(null);
    later.close();
    await own.stop();
  });

  it("a server that stops says so to its sockets", async () => {
    const own = await run();
    const { anna } = await cast(own);
    const hers = Listener.as(own.url, anna.token);
    await hers.until((one) => one.last("state"));
    const silent = new Listener(own.url);
    await own.stop();
    expect(await hers.until((one) => one.closed)).toBe(1001);
    expect(await silent.until((one) => one.closed ?? one.refused)).toBeTruthy();
  });
});

it("what is read by the schemas is everything: no member is told that the extension doesn't know", async () => {
  const { anna } = people;
  const him = await customer(server);
  const active = await introduce(anna, him);
  const given = await approve(him, await requestAccess(anna, him, active));
  const read = async (path: string, id: string) => {
    const { body } = await anna.ask("GET", path);
    return (body as { items: { id: string }[] }).items.find((item) => item.id === id);
  };
  const one = await read("/api/sessions", active.id);
  expect(session.parse(one)).toEqual(one);
  const other = await read("/api/grants", given.id);
  expect(grant.parse(other)).toEqual(other);
  expect(must(await anna.ask("GET", "/health/live"), 200, (await import("zod")).z.unknown())).toEqual({ live: true });
});
