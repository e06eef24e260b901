import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { freshId } from "../../shared/base64url.ts";
import type { Connection } from "../../shared/records.ts";
import { doorOf, offer, pair, pairDoorBy, type ScriptedDoor } from "./door.ts";
import { payloadOf } from "./door-voice.ts";
import { Listener } from "./listener.ts";
import {
  approve,
  type Customer,
  cast,
  customer,
  everything,
  grantFor,
  introduce,
  newKeys,
  requestAccess,
  technician,
} from "./people.ts";
import { problemOf } from "./problem-of.ts";
import { run } from "./running.ts";
import { knock, order, orderFor, visit } from "./visit.ts";

// Others may need the processor too.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

/** The server looks at its clock every second. */
const soon = { timeout: 10_000 };

let server: Awaited<ReturnType<typeof run>>;
let people: Awaited<ReturnType<typeof cast>>;
let him: Customer;
let door: ScriptedDoor;
let active: Awaited<ReturnType<typeof introduce>>;
let grant: Awaited<ReturnType<typeof approve>>;
beforeEach(async () => {
  server = await run();
  people = await cast(server);
  him = people.customer;
  active = await introduce(people.anna, him);
  door = await pair(server, him);
  grant = await approve(him, await requestAccess(people.anna, him, active, undefined, door.keys.key));
  door.technicians.set(grant.id, people.anna.key);
});
afterEach(() => server.stop());

const connect = () => people.anna.ask("POST", "/api/connections", { grantId: grant.id });
const list = async (who: { ask: Customer["ask"] } = people.anna): Promise<Connection[]> =>
  ((await who.ask("GET", "/api/connections")).body as { items: Connection[] }).items;
const newest = async () => (await list())[0];
/** What the history says of refused connections. */
const refusals = async () => {
  const { items } = (await him.ask("GET", "/api/history")).body as { items: { entry: string }[] };
  const said = items.map(
    ({ entry }) => JSON.parse(entry) as { event: string; because: string; connection: string | null },
  );
  return said.filter(({ event }) => event === "connection-refused").map(({ because }) => because);
};
const greeted = async (token: string) => {
  const listener = Listener.as(server.url, token);
  await listener.until((one) => one.last("state"));
  return listener;
};

describe("a connection", () => {
  it("is asked, ordered, opened and ended, and everybody concerned is told", async () => {
    const { anna, admin } = people;
    const [hers, his, all] = await Promise.all([greeted(anna.token), greeted(him.held.token), greeted(admin.token)]);
    const { id, challenge, viewer } = await visit(anna, door, grant.id);
    expect(payloadOf(challenge)).toMatchObject({ connection: id, grant: grant.id });
    for (const one of [hers, his, all])
      await one.until(() => one.last("connection")?.value.id === id && one.last("connection")?.value.state === "open");
    expect(await anna.ask("POST", `/api/connections/${id}/end`)).toMatchObject({
      status: 200,
      body: { state: "open" },
    });
    expect(await door.hears("cut")).toEqual({ kind: "cut", connection: id, because: "technician" });
    door.send({ kind: "ended", connection: id, at: server.now(), because: "technician" });
    for (const one of [hers, his, all]) {
      const { value } = await one.until(
        () => one.last("connection")?.value.state === "ended" && one.last("connection"),
      );
      expect(value).toMatchObject({
        id,
        because: "technician",
        endedAt: server.now(),
        computer: { name: "Office PC" },
      });
    }
    expect(await viewer.until(({ closed }) => closed)).toBe(1000);
    expect(await anna.ask("POST", `/api/connections/${id}/end`)).toMatchObject({ body: { state: "ended" } });
    expect((await list(admin)).map((one) => one.id)).toEqual([id]);
    expect((await list(him)).map((one) => one.id)).toEqual([id]);
    expect(await refusals()).toEqual([]);
    const again = await greeted(him.held.token);
    expect(again.last("state")?.connections).toMatchObject([{ id, state: "ended" }]);
    for (const one of [hers, his, all, again]) one.close();
  });

  it.each(["customer", "administrator"] as const)(
    "is ended by the %s, within five seconds also where the doorkeeper doesn't say so",
    async (role) => {
      const { id, viewer } = await visit(people.anna, door, grant.id);
      const who = role === "customer" ? him : people.admin;
      await who.ask("POST", `/api/connections/${id}/end`);
      expect(await door.hears("cut")).toMatchObject({ because: role });
      server.clock.at += 4_999;
      expect(await newest()).toMatchObject({ state: "open" });
      server.clock.at += 1;
      expect(await viewer.until(({ closed }) => closed)).toBe(1000);
      expect(await newest()).toMatchObject({ state: "ended", because: role });
    },
  );

  it("is refused where the rules say no, with the reason, and the refusal is in the history", async () => {
    const { anna, admin, team } = people;
    await admin.ask("PATCH", `/api/groups/${team.id}`, { mayUse: false });
    expect((await connect()).body).toMatchObject({
      status: 403,
      code: "closed",
      because: "group-not-permitted",
      opensAt: null,
    });
    await admin.ask("PATCH", `/api/groups/${team.id}`, everything);
    await decide("paused", 1);
    expect((await connect()).body).toMatchObject({ code: "closed", because: "paused" });
    await decide("open", 2);
    const other = await technician(server, "anna@example.com", await newKeys());
    expect((await other.ask("POST", "/api/connections", { grantId: grant.id })).body).toMatchObject({
      because: "other-key",
    });
    door.script = { knock: async ({ ask }) => ({ kind: "refused", ask, because: "clock-went-back", at: null }) };
    problemOf(await connect(), "clock-went-back");
    door.script = { knock: async ({ ask }) => ({ kind: "refused", ask, because: "upcoming", at: 5 }) };
    expect((await connect()).body).toMatchObject({ code: "closed", because: "upcoming", opensAt: 5 });
    const hers = await greeted(anna.token);
    door.close();
    await hers.until((one) => one.last("computer")?.value.doorOnline === false);
    problemOf(await connect(), "offline");
    await anna.ask("POST", `/api/grants/${grant.id}/revoke`);
    expect((await connect()).body).toMatchObject({ because: "revoked" });
    expect((await refusals()).filter((because, index, all) => because !== all[index - 1])).toEqual([
      ...["group-not-permitted", "paused", "other-key", "clock-went-back", "upcoming", "offline", "revoked"],
    ]);
    expect(await list()).toEqual([]);
  });

  it("under a grant that no doorkeeper honours, or that isn't hers, can't be", async () => {
    const stranger = await customer(server, "Laptop");
    const theirs = await approve(
      stranger,
      await requestAccess(people.anna, stranger, await introduce(people.anna, stranger)),
    );
    problemOf(await people.anna.ask("POST", "/api/connections", { grantId: theirs.id }), "not-paired");
    await people.admin.makePerson("technician", "bea@example.com", "Bea Blum", people.team.id);
    const bea = await technician(server, "bea@example.com");
    problemOf(await bea.ask("POST", "/api/connections", { grantId: grant.id }), "unknown");
    problemOf(await people.anna.ask("POST", "/api/connections", { grantId: freshId() }), "unknown");
  });

  it("needs a challenge that the doorkeeper signed for this grant and this technician", async () => {
    const { key } = await newKeys();
    for (const more of [{ technician: key }, { grant: freshId() }, { computer: key }]) {
      door.script = {
        knock: async ({ ask, grant }) => ({ kind: "challenge", ask, statement: await door.challenge(grant, more) }),
      };
      problemOf(await connect(), "bad-signature");
    }
    expect(await list()).toEqual([]);
  });

  it("takes one order, hers, over this very challenge, within a minute", async () => {
    const { anna } = people;
    const { connection, challenge } = await knock(anna, grant.id);
    const { key } = await newKeys();
    for (const more of [
      { technician: key },
      { computer: key },
      { grant: freshId() },
      { connection: freshId() },
      { challenge: key },
      { resumes: freshId() },
    ])
      problemOf(await order(anna, connection.id, await orderFor(anna, challenge, more)), "bad-signature");
    await people.admin.makePerson("technician", "bea@example.com", "Bea Blum", people.team.id);
    const bea = await technician(server, "bea@example.com");
    problemOf(
      await order(anna, connection.id, await orderFor(bea, challenge, { technician: anna.key })),
      "bad-signature",
    );
    problemOf(await order(bea, connection.id, await orderFor(anna, challenge)), "unknown");
    expect(door.last("order")).toBeUndefined();
    const signed = await orderFor(anna, challenge);
    expect((await order(anna, connection.id, signed)).status).toBe(200);
    expect(await door.hears("order")).toMatchObject({ statement: signed });
    problemOf(await order(anna, connection.id, signed), "challenge-gone");
    await him.ask("POST", `/api/connections/${connection.id}/end`);
    server.clock.at += 5_000;
    const second = await knock(anna, grant.id);
    server.clock.at += 60_000;
    problemOf(await order(anna, second.connection.id, await orderFor(anna, second.challenge)), "challenge-gone");
    expect(await newest()).toMatchObject({ id: second.connection.id, state: "refused", because: "challenge-gone" });
  });

  it("whose order the doorkeeper refuses is refused, and says why", async () => {
    const { connection, challenge } = await knock(people.anna, grant.id);
    door.script = { order: async ({ ask }) => ({ kind: "refused", ask, because: "no-screen", at: null }) };
    problemOf(await order(people.anna, connection.id, await orderFor(people.anna, challenge)), "no-screen");
    expect(await newest()).toMatchObject({ state: "refused", because: "no-screen" });
    expect(await refusals()).toEqual(["no-screen"]);
    server.clock.at += 1;
    const other = await knock(people.anna, grant.id);
    door.script = {
      order: async () => {
        door.close();
        return null;
      },
    };
    problemOf(await order(people.anna, other.connection.id, await orderFor(people.anna, other.challenge)), "no-answer");
    expect(await newest()).toMatchObject({ state: "refused", because: "challenge-gone" });
  });

  it("is one at a time: another is busy, since when, and is told nothing more", async () => {
    const { anna, admin, team } = people;
    await admin.makePerson("technician", "bea@example.com", "Bea Blum", team.id);
    const bea = await technician(server, "bea@example.com");
    const beas = await approve(him, await requestAccess(bea, him, await introduce(bea, him), undefined, door.keys.key));
    door.technicians.set(beas.id, bea.key);
    const { id } = await visit(anna, door, grant.id);
    const { body } = await bea.ask("POST", "/api/connections", { grantId: beas.id });
    expect(body).toEqual({ type: "about:blank", title: "busy", status: 409, code: "busy", at: server.now() });
    problemOf(await connect(), "busy");
    door.send({ kind: "ended", connection: id, at: server.now(), because: "technician" });
    await door.heard();
    await knock(anna, grant.id);
    // A challenge that she doesn't answer holds the door for a moment, not for others for a minute; she may ask again at once.
    problemOf(await bea.ask("POST", "/api/connections", { grantId: beas.id }), "busy");
    await knock(anna, grant.id);
    server.clock.at += 15_000;
    await knock(bea, beas.id);
  });
});

const decide = async (state: "open" | "paused" | "revoked", n: number) =>
  him.ask("POST", `/api/grants/${grant.id}/decision`, {
    decision: await him.sign("decision", {
      customer: him.key,
      computer: door.keys.key,
      grant: grant.id,
      state,
      n,
      at: server.now(),
    }),
  });

describe("while a connection is open", () => {
  it("nothing that opens is taken: pairing, approving, resuming, unpairing; every no is", async () => {
    const { anna } = people;
    await decide("paused", 1);
    await decide("open", 2);
    const asked = await requestAccess(anna, him, active, undefined, door.keys.key);
    const signed = await grantFor(him, asked);
    const offered = await offer(him);
    await visit(anna, door, grant.id);
    problemOf(await him.ask("POST", `/api/requests/${asked.id}/challenge`), "connection-open");
    problemOf(await him.ask("POST", `/api/requests/${asked.id}/approve`, { grant: signed }), "connection-open");
    problemOf(await him.ask("DELETE", `/api/computers/${him.held.computerId}/pairing`), "connection-open");
    problemOf(await decide("open", 3), "connection-open");
    await expect(offer(him)).rejects.toThrow("connection-open");
    const another = await doorOf(server, await newKeys(), offered.token);
    another.send({ kind: "pair-door", statement: await pairDoorBy(another, him, offered.commit) });
    await another.heard();
    problemOf(await him.ask("POST", `/api/pairings/${offered.id}/reveal`, { r: offered.r }), "connection-open");
    expect((await him.ask("POST", `/api/requests/${asked.id}/deny`)).status).toBe(200);
    expect((await decide("paused", 3)).status).toBe(200);
    expect(await door.hears("cut")).toMatchObject({ because: "paused" });
    expect((await decide("revoked", 4)).status).toBe(200);
    another.close();
  });

  it.each([
    ["the customer pauses", "paused", () => decide("paused", 1)],
    ["the customer revokes", "revoked", () => decide("revoked", 1)],
    ["the technician gives the grant back", "revoked", () => people.anna.ask("POST", `/api/grants/${grant.id}/revoke`)],
    ["an administrator revokes", "revoked", () => people.admin.ask("POST", `/api/grants/${grant.id}/revoke`)],
    [
      "her group may no longer",
      "administrator",
      () => people.admin.ask("PATCH", `/api/groups/${people.team.id}`, { mayUse: false }),
    ],
    [
      "she has no group any more",
      "administrator",
      () => people.admin.ask("PATCH", `/api/people/${people.anna.id}`, { groupId: null }),
    ],
    [
      "she is disabled",
      "administrator",
      () => people.admin.ask("PATCH", `/api/people/${people.anna.id}`, { disabled: true }),
    ],
  ])("it is cut when %s, because %s", async (_, because, act) => {
    const { id, viewer } = await visit(people.anna, door, grant.id);
    await act();
    expect(await door.hears("cut")).toEqual({ kind: "cut", connection: id, because });
    server.clock.at += 5_000;
    await viewer.until(({ closed }) => closed);
    expect((await list(people.admin))[0]).toMatchObject({ id, state: "ended", because });
  });

  it("it is cut by the server too when the window closes", async () => {
    const { id, viewer } = await visit(people.anna, door, grant.id);
    server.clock.at = (grant.until ?? 0) - 1;
    // Her token has long ended; the stream needs none.
    await door.heard();
    expect(door.last("cut")).toBeUndefined();
    server.clock.at += 1;
    expect(await door.hears("cut")).toEqual({ kind: "cut", connection: id, because: "window" });
    server.clock.at += 5_000;
    await viewer.until(({ closed }) => closed);
  });

  it("and its line was lost, she may go on with it for two minutes, as a new one that names the old", async () => {
    const { anna } = people;
    const first = await visit(anna, door, grant.id);
    problemOf(await connect(), "busy");
    first.viewer.socket.terminate();
    expect(await first.door.until(({ closed }) => closed)).toBe(1000);
    problemOf(await anna.ask("POST", "/api/connections", { grantId: grant.id, resumes: freshId() }), "unknown");
    server.clock.at += 119_000;
    const second = await visit(anna, door, grant.id, first.id);
    expect(await list()).toMatchObject([
      { id: second.id, state: "open", resumes: first.id },
      { id: first.id, state: "ended", because: "cut" },
    ]);
    door.send({ kind: "ended", connection: second.id, at: server.now(), because: "technician" });
    await door.heard();
    problemOf(await anna.ask("POST", "/api/connections", { grantId: grant.id, resumes: second.id }), "challenge-gone");
  });

  it("and its line was lost and doesn't come back, it was cut, also where the doorkeeper is gone", async () => {
    const { id, viewer, ...ends } = await visit(people.anna, door, grant.id);
    viewer.socket.terminate();
    await ends.door.until(({ closed }) => closed);
    door.close();
    server.clock.at += 134_000;
    expect(await newest()).toMatchObject({ id, state: "open" });
    server.clock.at += 1_000;
    await vi.waitFor(async () => expect(await newest()).toMatchObject({ id, state: "ended", because: "cut" }), soon);
  });
});

describe("a doorkeeper that comes back", () => {
  it("and knows nothing of the visit ends it: it was cut", async () => {
    const { id } = await visit(people.anna, door, grant.id);
    door.close();
    const again = await doorOf(server, door.keys);
    again.holds({ connection: id });
    await again.heard();
    expect(await newest()).toMatchObject({ id, state: "open" });
    again.holds({ connection: null });
    await again.heard();
    expect(await newest()).toMatchObject({ id, state: "ended", because: "cut" });
  });

  it("with a visit that is over here is told to cut it; one whose line was lost it may keep for her", async () => {
    const { id } = await visit(people.anna, door, grant.id);
    door.close();
    await vi.waitFor(async () => {
      await him.ask("POST", `/api/connections/${id}/end`);
      expect(await newest()).toMatchObject({ state: "ended", because: "customer" });
    }, soon);
    const again = await doorOf(server, door.keys);
    again.holds({ connection: id });
    expect(await again.hears("cut")).toMatchObject({ connection: id });
    again.close();
  });
});
