import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { freshId } from "../../shared/base64url.ts";
import { hashOf } from "../../shared/statements.ts";
import { doorOf, offer, pairDoorBy } from "./door.ts";
import { openPaired } from "./paired.ts";
import { grantFor, newKeys, requestAccess } from "./people.ts";
import { problemOf } from "./problem-of.ts";
import { visit } from "./visit.ts";

/** The server looks at its clock every second. */
const soon = { timeout: 10_000 };

let here: Awaited<ReturnType<typeof openPaired>>;
beforeEach(async () => {
  here = await openPaired();
});
afterEach(() => here.server.stop());

describe("while a connection is open", () => {
  it("nothing that opens is taken: pairing, approving, resuming, unpairing; every no is", async () => {
    const { anna, server, him, door, active, grant, decide } = here;
    await decide("paused", 1);
    await decide("open", 2);
    const asked = await requestAccess(anna, him, active, undefined, door.keys.key);
    const signed = await grantFor(him, asked);
    const offered = await offer(him);
    const another = await doorOf(server, await newKeys(), offered.token);
    const pairDoor = await pairDoorBy(another, him, offered.commit);
    another.send({ kind: "pair-door", statement: pairDoor });
    await another.heard();
    const reveal = () => him.ask("POST", `/api/pairings/${offered.id}/reveal`, { r: offered.r });
    expect((await reveal()).status).toBe(200);
    const said = { customer: him.key, computer: another.keys.key, door: await hashOf(pairDoor), at: server.now() };
    const paired = await him.sign("paired", said);
    await visit(anna, door, grant.id);
    problemOf(await him.ask("POST", `/api/requests/${asked.id}/challenge`), "connection-open");
    problemOf(await him.ask("POST", `/api/requests/${asked.id}/approve`, { grant: signed }), "connection-open");
    problemOf(await him.ask("DELETE", `/api/computers/${him.held.computerId}/pairing`), "connection-open");
    problemOf(await decide("open", 3), "connection-open");
    await expect(offer(him)).rejects.toThrow("connection-open");
    problemOf(await reveal(), "connection-open");
    problemOf(await him.ask("POST", `/api/pairings/${offered.id}/paired`, { paired }), "connection-open");
    expect((await him.ask("POST", `/api/requests/${asked.id}/deny`)).status).toBe(200);
    expect((await decide("paused", 3)).status).toBe(200);
    expect(await door.hears("cut")).toMatchObject({ because: "paused" });
    expect((await decide("revoked", 4)).status).toBe(200);
    another.close();
  });

  it.each([
    ["the customer pauses", "paused", () => here.decide("paused", 1)],
    ["the customer revokes", "revoked", () => here.decide("revoked", 1)],
    [
      "the technician gives the grant back",
      "revoked",
      () => here.anna.ask("POST", `/api/grants/${here.grant.id}/revoke`),
    ],
    ["an administrator revokes", "revoked", () => here.admin.ask("POST", `/api/grants/${here.grant.id}/revoke`)],
    [
      "her group may no longer",
      "administrator",
      () => here.admin.ask("PATCH", `/api/groups/${here.team.id}`, { mayUse: false }),
    ],
    [
      "she has no group any more",
      "administrator",
      () => here.admin.ask("PATCH", `/api/people/${here.anna.id}`, { groupId: null }),
    ],
    [
      "she is disabled",
      "administrator",
      () => here.admin.ask("PATCH", `/api/people/${here.anna.id}`, { disabled: true }),
    ],
  ])("it is cut when %s, because %s", async (_, because, act) => {
    const { admin, anna, server, door, grant, list } = here;
    const { id, viewer } = await visit(anna, door, grant.id);
    await act();
    expect(await door.hears("cut")).toEqual({ kind: "cut", connection: id, because });
    server.clock.at += 5_000;
    await viewer.until(({ closed }) => closed);
    expect((await list(admin))[0]).toMatchObject({ id, state: "ended", because });
  });

  it("it is cut by the server too when the window closes", async () => {
    const { anna, server, door, grant } = here;
    const { id, viewer } = await visit(anna, door, grant.id);
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
    const { anna, server, door, grant, list, connect } = here;
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
    const { anna, server, door, grant, newest } = here;
    const { id, viewer, ...ends } = await visit(anna, door, grant.id);
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
    const { anna, server, door, grant, newest } = here;
    const { id } = await visit(anna, door, grant.id);
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
    const { anna, server, him, door, grant, newest } = here;
    const { id } = await visit(anna, door, grant.id);
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
