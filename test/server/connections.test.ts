import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { freshId } from "../../shared/base64url.ts";
import { policy } from "../shared/valid.ts";
import { payloadOf } from "./door-voice.ts";
import { openPaired } from "./paired.ts";
import { approve, customer, introduce, newKeys, requestAccess, technician } from "./people.ts";
import { problemOf } from "./problem-of.ts";
import { knock, order, orderFor, visit } from "./visit.ts";

// Others may need the processor too.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let here: Awaited<ReturnType<typeof openPaired>>;
beforeEach(async () => {
  here = await openPaired();
});
afterEach(() => here.server.stop());

describe("a connection", () => {
  it("is asked, ordered, opened and ended, and everybody concerned is told", async () => {
    const { admin, anna, server, him, door, grant, list, refusals, greeted } = here;
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
      const { admin, anna, server, him, door, grant, newest } = here;
      const { id, viewer } = await visit(anna, door, grant.id);
      const who = role === "customer" ? him : admin;
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
    const { admin, anna, team, server, door, grant, list, connect, refusals, decide, greeted } = here;
    await admin.ask("PATCH", `/api/groups/${team.id}`, { mayUse: false });
    expect((await connect()).body).toMatchObject({
      status: 403,
      code: "closed",
      because: "group-not-permitted",
      opensAt: null,
    });
    await admin.ask("PATCH", `/api/groups/${team.id}`, policy());
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
    const { admin, anna, team, server, grant } = here;
    const stranger = await customer(server, "Laptop");
    const theirs = await approve(stranger, await requestAccess(anna, stranger, await introduce(anna, stranger)));
    problemOf(await anna.ask("POST", "/api/connections", { grantId: theirs.id }), "not-paired");
    await admin.makePerson("technician", "bea@example.com", "Bea Blum", team.id);
    const bea = await technician(server, "bea@example.com");
    problemOf(await bea.ask("POST", "/api/connections", { grantId: grant.id }), "unknown");
    problemOf(await anna.ask("POST", "/api/connections", { grantId: freshId() }), "unknown");
  });

  it("needs a challenge that the doorkeeper signed for this grant and this technician", async () => {
    const { door, list, connect } = here;
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
    const { admin, anna, team, server, him, door, grant, newest } = here;
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
    await admin.makePerson("technician", "bea@example.com", "Bea Blum", team.id);
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
    const { anna, server, door, grant, newest, refusals } = here;
    const { connection, challenge } = await knock(anna, grant.id);
    door.script = { order: async ({ ask }) => ({ kind: "refused", ask, because: "no-screen", at: null }) };
    problemOf(await order(anna, connection.id, await orderFor(anna, challenge)), "no-screen");
    expect(await newest()).toMatchObject({ state: "refused", because: "no-screen" });
    expect(await refusals()).toEqual(["no-screen"]);
    server.clock.at += 1;
    const other = await knock(anna, grant.id);
    door.script = {
      order: async () => {
        door.close();
        return null;
      },
    };
    problemOf(await order(anna, other.connection.id, await orderFor(anna, other.challenge)), "no-answer");
    expect(await newest()).toMatchObject({ state: "refused", because: "challenge-gone" });
  });

  it("is one at a time: another is busy, since when, and is told nothing more", async () => {
    const { admin, anna, team, server, him, door, grant, connect } = here;
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
