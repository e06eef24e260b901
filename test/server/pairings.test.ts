import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fresh32, toBase64url } from "../../shared/base64url.ts";
import { bounds } from "../../shared/bounds.ts";
import { hashOf } from "../../shared/statements.ts";
import { doorHello, doorOf, offer, pair, pairDoorBy, ScriptedDoor } from "./door.ts";
import { Listener } from "./listener.ts";
import { approve, type Customer, cast, customer, introduce, newKeys, requestAccess } from "./people.ts";
import { problemOf } from "./problem-of.ts";
import { run } from "./running.ts";

let server: Awaited<ReturnType<typeof run>>;
let people: Awaited<ReturnType<typeof cast>>;
let him: Customer;
beforeAll(async () => {
  server = await run();
  people = await cast(server);
});
afterAll(() => server.stop());
beforeEach(async () => {
  him = await customer(server);
  await introduce(people.anna, him);
});

const greeted = async (token: string) => {
  const listener = Listener.as(server.url, token);
  await listener.until((one) => one.last("state"));
  return listener;
};
const path = (id: string, what: string) => `/api/pairings/${id}/${what}`;

describe("a pairing", () => {
  it("goes from the offer over the doorkeeper's answer and the revealed r to paired, and is told to the customer alone", async () => {
    const his = await greeted(him.held.token);
    const hers = await greeted(people.anna.token);
    const offered = await offer(him);
    expect(offered).toMatchObject({ state: "offered", pairDoor: null, endsAt: server.now() + bounds.pairingLives });
    const door = await doorOf(server, await newKeys(), offered.token);
    const pairDoor = await pairDoorBy(door, him, offered.commit);
    door.send({ kind: "pair-door", statement: pairDoor });
    const answered = await his.until((one) => one.last("pairing")?.value.state === "answered" && one.last("pairing"));
    expect(answered.value).toMatchObject({ id: offered.id, pairDoor });
    await him.ask("POST", path(offered.id, "reveal"), { r: offered.r });
    expect(await door.hears("reveal")).toEqual({ kind: "reveal", r: offered.r });
    const said = { customer: him.key, computer: door.keys.key, door: await hashOf(pairDoor), at: server.now() };
    const paired = await him.sign("paired", said);
    const done = await him.ask("POST", path(offered.id, "paired"), { paired });
    expect(done).toMatchObject({ status: 200, body: { state: "paired" } });
    expect(await door.hears("paired")).toEqual({ kind: "paired", statement: paired });
    const seen = await hers.until((one) => one.last("computer")?.value.door === door.keys.key && one.last("computer"));
    expect(seen.value).toMatchObject({ id: him.held.computerId, doorOnline: true, entries: 0 });
    expect(hers.told.some(({ kind }) => kind === "pairing")).toBe(false);
    expect(await him.ask("POST", path(offered.id, "paired"), { paired })).toMatchObject({ status: 200 });
    door.close();
    await hers.until((one) => one.last("computer")?.value.doorOnline === false);
    const again = await doorOf(server, door.keys);
    await hers.until((one) => one.last("computer")?.value.doorOnline === true);
    for (const one of [his, hers, again]) one.close();
  });

  it("lets nobody in by a token that wasn't offered, lapsed, or was replaced", async () => {
    const keys = await newKeys();
    problemOf(await doorHello(server, keys), "unknown");
    problemOf(await doorHello(server, keys, `${him.key}${"A".repeat(43)}`), "unknown");
    const offered = await offer(him);
    const other = await offer(him);
    problemOf(await doorHello(server, keys, offered.token), "unknown");
    expect((await doorHello(server, keys, other.token)).status).toBe(201);
    server.clock.at += bounds.pairingLives;
    problemOf(await doorHello(server, keys, other.token), "unknown");
    problemOf(await him.ask("POST", path(other.id, "reveal"), { r: other.r }), "unknown");
  });

  it("takes one answer, and tells whoever comes later that it is over", async () => {
    const offered = await offer(him);
    const [first, second] = await Promise.all([
      doorOf(server, await newKeys(), offered.token),
      doorOf(server, await newKeys(), offered.token),
    ]);
    first.send({ kind: "pair-door", statement: await pairDoorBy(first, him, offered.commit) });
    await first.heard();
    second.send({ kind: "pair-door", statement: await pairDoorBy(second, him, offered.commit) });
    await second.hears("pairing-over");
    first.close();
    second.close();
  });

  it("is over when the doorkeeper's line breaks, when it lapses, and when another is offered", async () => {
    const his = await greeted(him.held.token);
    const isOver = (id: string) =>
      his.until((one) => one.last("pairing")?.value.id === id && one.last("pairing")?.value.state === "over");
    const answer = async () => {
      const offered = await offer(him);
      const door = await doorOf(server, await newKeys(), offered.token);
      door.send({ kind: "pair-door", statement: await pairDoorBy(door, him, offered.commit) });
      await his.until((one) => one.last("pairing")?.value.state === "answered");
      return { offered, door };
    };
    const broken = await answer();
    broken.door.close();
    await isOver(broken.offered.id);
    problemOf(await him.ask("POST", path(broken.offered.id, "reveal"), { r: broken.offered.r }), "unknown");
    const replaced = await answer();
    await offer(him);
    await replaced.door.hears("pairing-over");
    const lapsed = await answer();
    server.clock.at += bounds.pairingLives;
    await lapsed.door.hears("pairing-over");
    await isOver(lapsed.offered.id);
    for (const one of [replaced.door, lapsed.door, his]) one.close();
  });

  it("takes no foreign token, no wrong r, no word about another doorkeeper, and nothing of somebody else's", async () => {
    const stranger = await customer(server, "Laptop");
    await introduce(people.anna, stranger);
    const offered = await offer(him);
    problemOf(await stranger.ask("POST", "/api/pairings", { token: offered.token }), "malformed");
    problemOf(await him.ask("POST", "/api/pairings", { token: offered.token }), "malformed");
    problemOf(await him.ask("POST", path(offered.id, "reveal"), { r: offered.r }), "not-met");
    const door = await doorOf(server, await newKeys(), offered.token);
    const pairDoor = await pairDoorBy(door, him, offered.commit);
    door.send({ kind: "pair-door", statement: pairDoor });
    await door.heard();
    problemOf(await stranger.ask("POST", path(offered.id, "reveal"), { r: offered.r }), "unknown");
    problemOf(await him.ask("POST", path(offered.id, "reveal"), { r: toBase64url(fresh32()) }), "bad-signature");
    const saying = { customer: him.key, computer: door.keys.key, door: await hashOf(pairDoor), at: server.now() };
    const paired = await him.sign("paired", saying);
    problemOf(await him.ask("POST", path(offered.id, "paired"), { paired }), "not-met");
    await him.ask("POST", path(offered.id, "reveal"), { r: offered.r });
    for (const change of [{ customer: stranger.key }, { computer: stranger.key }, { door: stranger.key }])
      problemOf(
        await him.ask("POST", path(offered.id, "paired"), {
          paired: await him.sign("paired", { ...saying, ...change }),
        }),
        "bad-signature",
      );
    problemOf(
      await him.ask("POST", path(offered.id, "paired"), { paired: await stranger.sign("paired", saying) }),
      "bad-signature",
    );
    expect(door.last("paired")).toBeUndefined();
    door.close();
  });

  it("closes the line of a doorkeeper that answers with a key that isn't its own", async () => {
    const offered = await offer(him);
    const door = await doorOf(server, await newKeys(), offered.token);
    const other = new ScriptedDoor(server, await newKeys(), "A".repeat(43));
    door.send({ kind: "pair-door", statement: await pairDoorBy(other, him, offered.commit) });
    expect(await door.until(({ closed }) => closed)).toBe(4400);
  });

  it("with a new doorkeeper ends every grant that began at the old one, and no other", async () => {
    const { anna } = people;
    const active = await introduce(anna, him);
    const before = await approve(him, await requestAccess(anna, him, active));
    const old = await pair(server, him);
    const atOld = await approve(him, await requestAccess(anna, him, active, undefined, old.keys.key));
    const young = await pair(server, him);
    expect(await old.until(({ closed }) => closed)).toBe(4401);
    const { items } = (await him.ask("GET", "/api/grants")).body as {
      items: { id: string; revokedBy: string | null }[];
    };
    expect(items.find(({ id }) => id === atOld.id)?.revokedBy).toBe("customer");
    expect(items.find(({ id }) => id === before.id)?.revokedBy).toBe(null);
    problemOf(await doorHello(server, old.keys), "unknown");
    const history = JSON.stringify((await him.ask("GET", "/api/history")).body);
    expect(history).toContain("computer-unpaired");
    expect(history).toContain(young.keys.key);
    young.close();
  });
});

describe("unpairing", () => {
  it("by the customer tells the doorkeeper to close its grants, and lets it in no more", async () => {
    const { anna } = people;
    const active = await introduce(anna, him);
    const door = await pair(server, him);
    const grant = await approve(him, await requestAccess(anna, him, active, undefined, door.keys.key));
    problemOf(await him.ask("DELETE", `/api/computers/${people.anna.id}/pairing`), "unknown");
    expect((await him.ask("DELETE", `/api/computers/${him.held.computerId}/pairing`)).status).toBe(204);
    expect(await door.hears("close")).toEqual({ kind: "close", grant: grant.id, because: "customer" });
    expect(await door.until(({ closed }) => closed)).toBe(4401);
    expect((await him.ask("DELETE", `/api/computers/${him.held.computerId}/pairing`)).status).toBe(204);
    problemOf(await doorHello(server, door.keys), "unknown");
  });

  it("at the computer ends its grants, and they say so", async () => {
    const { anna } = people;
    const active = await introduce(anna, him);
    const door = await pair(server, him);
    const grant = await approve(him, await requestAccess(anna, him, active, undefined, door.keys.key));
    const his = await greeted(him.held.token);
    door.send({ kind: "unpaired", customer: him.key });
    await his.until(
      (one) => one.last("grant")?.value.id === grant.id && one.last("grant")?.value.revokedBy === "computer",
    );
    await his.until((one) => one.last("computer")?.value.door === null);
    his.close();
  });

  it("of a customer who has another doorkeeper changes nothing", async () => {
    const stranger = await customer(server, "Laptop");
    await introduce(people.anna, stranger);
    const [door, theirs] = [await pair(server, him), await pair(server, stranger)];
    door.send({ kind: "unpaired", customer: stranger.key });
    await door.heard();
    expect((await stranger.ask("GET", "/api/me")).body).toMatchObject({ computer: { door: theirs.keys.key } });
    door.close();
    theirs.close();
  });
});
