import { describe, expect, it } from "vitest";
import { freshId, toBase64url } from "../../shared/base64url.ts";
import { freshShare } from "../../shared/credentials.ts";
import { type Connection, type Grant, connection as record } from "../../shared/records.ts";
import { hashOf, hear, type Saying, say } from "../../shared/statements.ts";
import { browserWithBoth, senders } from "./browser-with-both.ts";
import { alter, freshForger, genuine, signAnew } from "./forger.ts";
import { type Answer, anyProblem, readStatement } from "./scripted-server.ts";

// The server is hostile, the technician connects: nothing is ordered, and no password is asked for, unless the customer's
// pinned key signed the grant, its doorkeeper the receipt, and that same doorkeeper this very challenge.

type Both = Awaited<ReturnType<typeof browserWithBoth>>;
const token = `${"S".repeat(42)}A`;

/** A grant through a doorkeeper, held by the technician, and a server that knocks as `challenge` says. */
async function connectable() {
  const both = await browserWithBoth();
  const { request } = await both.ask({ paired: true });
  await both.send("popup", { act: "approve", request: request.id, painted: request.painted, credentials: null });
  const grant = await both.panel.state(({ grants }) => grants.find(({ held }) => held));
  const technician = await genuine(both.store, "technician");
  const { door, server, clock } = both;
  const saying = (): Saying<"challenge"> => ({
    ...{ computer: door.key.name, technician: technician.name, grant: grant.id, connection: freshId() },
    ...{ share: toBase64url(crypto.getRandomValues(new Uint8Array(32))), mode: "at-connection", at: clock.at },
    ...door.extent(),
  });
  const at = {
    both,
    grant,
    technician,
    saying,
    /** what the server answers to a knock */
    challenge: (): Promise<string> => say("challenge", saying(), door.key.privateKey),
    /** the id that the server gives the connection; the challenge's own where it is honest */
    id: (challenge: string): string => String(readStatement(challenge).connection),
    /** what the server answers to an order */
    ordered: (): Answer => ({ status: 200, body: { token } }),
  };
  server.lies.answer = async ({ path, body }) => {
    if (path.endsWith("/order")) return at.ordered();
    if (!path.endsWith("/api/connections")) return undefined;
    const challenge = await at.challenge();
    const connection = anyConnection(at.grant, at.id(challenge), body.resumes);
    server.connections.set(connection.id, connection);
    return { status: 201, body: { connection, challenge } };
  };
  return at;
}

const anyConnection = ({ id: grantId, computer, technician }: Grant, id: string, resumes: unknown): Connection =>
  record.parse({
    ...{ id, grantId, computer, technician, state: "asked", askedAt: 0, openedAt: null, endedAt: null, because: null },
    resumes: resumes ?? null,
  });

type At = Awaited<ReturnType<typeof connectable>>;
async function connect({ both, grant }: At, resumes: string | null = null) {
  const { share } = await freshShare();
  return { share, answer: await both.send("viewer", { act: "connect", grant: grant.id, share, resumes }) };
}
const orders = ({ server }: Both) => server.calls("/order");
const knocks = ({ server }: Both) => server.calls("/api/connections");
const notVerified = { ok: false, code: "not-verified" };

describe("connecting", () => {
  it("answers the challenge with an order by the technician's key, over this page's share", async () => {
    const at = await connectable();
    let challenge = "";
    const honest = at.challenge;
    at.challenge = async () => {
      challenge = await honest();
      return challenge;
    };
    const { share, answer } = await connect(at);
    const said = readStatement(challenge);
    const order = String(orders(at.both)[0]?.body.order);
    expect(answer).toEqual({
      ok: true,
      visit: {
        ...{ connection: said.connection, token, order, share: said.share },
        stream: `ws://127.0.0.1:8787/api/connections/${said.connection}/stream`,
      },
    });
    const heard = await hear("order", order, at.technician.name);
    expect(heard).toMatchObject({
      ok: true,
      statement: {
        ...{ technician: at.technician.name, computer: at.both.door.key.name, grant: at.grant.id, share },
        ...{ connection: said.connection, challenge: await hashOf(challenge), resumes: null, at: at.both.clock.at },
      },
    });
  });

  it("is asked for at the doorkeeper that is paired: the request names its key", async () => {
    const { both } = await connectable();
    const [request] = [...both.server.requests.values()];
    expect(readStatement(request?.signed)).toMatchObject({ computer: both.door.key.name });
  });

  it("names the visit that it goes on with, to the server and in the order", async () => {
    const at = await connectable();
    const resumes = freshId();
    await connect(at, resumes);
    expect(knocks(at.both)[0]?.body).toEqual({ grantId: at.grant.id, resumes });
    expect(readStatement(orders(at.both)[0]?.body.order)).toMatchObject({ resumes });
  });

  it("passes on why not, with what belongs to it", async () => {
    const at = await connectable();
    const problem = anyProblem("closed", 403);
    at.both.server.lies.answer = ({ path }) =>
      path.endsWith("/connections")
        ? { ...problem, body: { ...Object(problem.body), because: "outside-hours", opensAt: 5 } }
        : undefined;
    expect((await connect(at)).answer).toEqual({ ok: false, code: "closed", because: "outside-hours", opensAt: 5 });
    at.both.server.lies.answer = ({ path }) =>
      path.endsWith("/connections") ? { status: 409, body: { ...Object(anyProblem("busy").body), at: 7 } } : undefined;
    expect((await connect(at)).answer).toEqual({ ok: false, code: "busy", at: 7 });
  });

  it("says when the computer's clock is too far off, in either direction, and orders nothing", async () => {
    for (const off of [-300_001, 300_001]) {
      const at = await connectable();
      const said = at.both.clock.at + off;
      at.challenge = () => say("challenge", { ...at.saying(), at: said }, at.both.door.key.privateKey);
      expect((await connect(at)).answer).toEqual({ ok: false, code: "clocks-differ", at: said });
      expect(orders(at.both)).toEqual([]);
    }
  });

  it("takes a clock that is off by five minutes", async () => {
    for (const off of [-300_000, 300_000]) {
      const at = await connectable();
      at.challenge = () =>
        say("challenge", { ...at.saying(), at: at.both.clock.at + off }, at.both.door.key.privateKey);
      expect((await connect(at)).answer).toMatchObject({ ok: true });
    }
  });
});

describe("a challenge that isn't this doorkeeper's for this visit is not answered", () => {
  const changed =
    (change: Partial<Saying<"challenge">>) =>
    async (at: At): Promise<void> => {
      at.challenge = () => say("challenge", { ...at.saying(), ...change }, at.both.door.key.privateKey);
    };
  it.each<[string, (at: At) => Promise<void>]>([
    [
      "signed by another key",
      async (at) => {
        const other = await freshForger();
        at.challenge = () => say("challenge", at.saying(), other.privateKey);
      },
    ],
    [
      "of another doorkeeper, which signs as itself",
      async (at) => {
        const other = await freshForger();
        at.challenge = () => say("challenge", { ...at.saying(), computer: other.name }, other.privateKey);
      },
    ],
    [
      "of another doorkeeper that the server now lists for the computer",
      async (at) => {
        const other = await freshForger();
        at.both.server.changeComputer({ door: other.name });
        at.challenge = () => say("challenge", { ...at.saying(), computer: other.name }, other.privateKey);
      },
    ],
    [
      "signed by the customer",
      async (at) => {
        const customer = await genuine(at.both.store, "customer");
        at.challenge = () => say("challenge", at.saying(), customer.privateKey);
      },
    ],
    [
      "for another computer",
      changed({ computer: toBase64url(crypto.getRandomValues(new Uint8Array(32)).fill(4, 31)) }),
    ],
    ["for another grant", changed({ grant: freshId() })],
    ["for another technician", changed({ technician: `${"X".repeat(42)}A` })],
    ["for the other credential mode", changed({ mode: "at-setup" })],
    [
      "altered after it was signed",
      async (at) => {
        const honest = at.challenge;
        const { share } = await freshShare();
        at.challenge = async () => alter(await honest(), { share });
      },
    ],
    [
      "under another connection's id",
      async (at) => {
        at.id = () => freshId();
      },
    ],
    [
      "a statement of another kind",
      async (at) => {
        at.challenge = async () => String(at.grant.receipt);
        at.id = () => freshId();
      },
    ],
  ])("%s", async (_, lie) => {
    const at = await connectable();
    await lie(at);
    expect((await connect(at)).answer).toEqual(notVerified);
    expect(knocks(at.both)).toHaveLength(1);
    expect(orders(at.both)).toEqual([]);
  });

  it("shown a second time", async () => {
    const at = await connectable();
    const challenge = await at.challenge();
    at.challenge = async () => challenge;
    expect((await connect(at)).answer).toMatchObject({ ok: true });
    expect((await connect(at)).answer).toEqual(notVerified);
    expect(orders(at.both)).toHaveLength(1);
  });
});

describe("a grant that doesn't hold is not knocked for, and the viewer is told so before it could ask for a password", () => {
  const anew = (change: Partial<Saying<"grant">>) => async (at: At) => {
    const customer = await genuine(at.both.store, "customer");
    const signed = await signAnew("grant", at.grant.signed, customer, change);
    return { ...at.grant, signed, receipt: await at.both.door.receipt(at.grant.id, signed, "registered") };
  };
  it.each<[string, (at: At) => Promise<Grant>]>([
    ["without a receipt", async ({ grant }) => ({ ...grant, receipt: null })],
    [
      "with another's receipt",
      async ({ grant }) => {
        const other = await freshForger();
        return { ...grant, receipt: await signAnew("receipt", String(grant.receipt), other, {}) };
      },
    ],
    [
      "with the receipt of another grant",
      async ({ grant, both }) => ({
        ...grant,
        receipt: await both.door.receipt(freshId(), grant.signed, "registered"),
      }),
    ],
    [
      "with a receipt for other words",
      async ({ grant, both, technician }) => ({
        ...grant,
        receipt: await both.door.receipt(
          grant.id,
          await signAnew("grant", grant.signed, technician, {}).then((text) => alter(text, { approvedAt: 5 })),
          "registered",
        ),
      }),
    ],
    [
      "with a receipt that refuses it",
      async ({ grant, both }) => ({
        ...grant,
        receipt: await both.door.receipt(grant.id, grant.signed, "not-stored"),
      }),
    ],
    [
      "with a receipt that was altered",
      async ({ grant }) => ({
        ...grant,
        receipt: alter(String(grant.receipt), { at: 5 }),
      }),
    ],
    [
      "with one word altered",
      async ({ grant }) => ({
        ...grant,
        signed: alter(grant.signed, { technicianName: "Anna Burg" }),
      }),
    ],
    [
      "for another doorkeeper, put in by the server",
      async (at) => {
        const other = await freshForger();
        const signed = alter(at.grant.signed, { computer: other.name });
        const saying = { ...(readStatement(String(at.grant.receipt)) as Saying<"receipt">), computer: other.name };
        const grantHash = await hashOf(signed);
        return { ...at.grant, signed, receipt: await say("receipt", { ...saying, grantHash }, other.privateKey) };
      },
    ],
    [
      "for another doorkeeper, all signed anew by keys of the server's",
      async (at) => {
        const other = await freshForger();
        const change = { computer: other.name, customer: other.name };
        const signed = await signAnew("grant", at.grant.signed, other, change);
        const saying = { ...(readStatement(String(at.grant.receipt)) as Saying<"receipt">), computer: other.name };
        const grantHash = await hashOf(signed);
        return { ...at.grant, signed, receipt: await say("receipt", { ...saying, grantHash }, other.privateKey) };
      },
    ],
    ["that answers another request", anew({ request: `${"R".repeat(42)}A` })],
    ["that names no doorkeeper where one was asked for", anew({ computer: null, challenge: null })],
    ["for another technician", anew({ technician: `${"X".repeat(42)}A` })],
  ])("%s", async (_, lie) => {
    const at = await connectable();
    const lied = await lie(at);
    at.both.server.lies.grant = () => [lied];
    at.both.server.tell();
    const viewer = at.both.openPage("viewer", senders.viewer, `viewer ${at.grant.id}`);
    await viewer.state(({ grant }) => grant?.held === false && grant.door === null);
    expect((await connect(at)).answer).toEqual(notVerified);
    expect(knocks(at.both)).toEqual([]);
  });

  it("one that the server doesn't list", async () => {
    const at = await connectable();
    const { share } = await freshShare();
    const answer = await at.both.send("viewer", { act: "connect", grant: freshId(), share, resumes: null });
    expect(answer).toEqual({ ok: false, code: "unknown" });
  });
});

describe("the viewer's page", () => {
  it("is told of its own grant, and of nothing and nobody else", async () => {
    const at = await connectable();
    const viewer = at.both.openPage("viewer", senders.viewer, `viewer ${at.grant.id}`);
    const state = await viewer.state((one) => one);
    expect(Object.keys(state).sort()).toEqual(["clockAhead", "computer", "grant", "online", "signedIn"]);
    expect(state.grant).toMatchObject({ id: at.grant.id, held: true, door: at.both.door.key.name });
    expect(state.computer?.id).toBe(at.grant.computer.id);
    const other = at.both.openPage("viewer", senders.viewer, `viewer ${freshId()}`);
    expect(await other.state((one) => one)).toMatchObject({ grant: null, computer: null, signedIn: true });
    for (const port of ["technician", "customer"] as const) {
      expect(at.both.openPage(port, senders.viewer).isClosed()).toBe(true);
    }
    for (const page of [senders.panel, senders.popup]) {
      expect(at.both.openPage("viewer", page, `viewer ${at.grant.id}`).isClosed()).toBe(true);
    }
  });

  it("that is closed, or crashes, ends its visit and no other", async () => {
    const at = await connectable();
    await connect(at);
    const [running] = [...at.both.server.connections.values()];
    const other = { ...anyConnection(at.grant, freshId(), null), grantId: freshId(), state: "open" as const };
    const over = { ...anyConnection(at.grant, freshId(), null), state: "ended" as const };
    for (const one of [other, over]) at.both.server.connections.set(one.id, one);
    at.both.server.tell();
    await at.both.panel.state(({ connections }) => connections.length === 3);
    const viewer = at.both.openPage("viewer", senders.viewer, `viewer ${at.grant.id}`);
    const second = at.both.openPage("viewer", senders.viewer, `viewer ${at.grant.id}`);
    second.leave();
    await at.both.send("panel", { act: "drop-draft" });
    expect(at.both.server.calls("/end")).toEqual([]);
    viewer.leave();
    await expect
      .poll(() => at.both.server.calls("/end").map(({ path }) => path))
      .toEqual([`/api/connections/${running?.id}/end`]);
  });

  it("opens in a tab, once for each grant", async () => {
    const at = await connectable();
    const { tabs } = at.both.browser;
    const open = () => at.both.send("panel", { act: "open-viewer", grant: at.grant.id });
    expect(await open()).toEqual({ ok: true });
    expect((await tabs.query({})).map(({ url }) => url)).toContainEqual(
      expect.stringMatching(new RegExp(`/viewer\\.html#${at.grant.id}$`)),
    );
    const count = (await tabs.query({})).length;
    const shown: unknown[] = [];
    tabs.update = async (...which: unknown[]) => void shown.push(which) as never;
    at.both.openPage("viewer", senders.viewer, `viewer ${at.grant.id}`);
    expect(await open()).toEqual({ ok: true });
    expect(shown).toEqual([[8, { active: true }]]);
    expect(await tabs.query({})).toHaveLength(count);
  });
});
