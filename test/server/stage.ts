import { createHash } from "node:crypto";
import type { Store } from "../../server/store/store.ts";
import { freshId } from "../../shared/base64url.ts";
import { offered } from "./door.ts";
import { answeringDoor, knocked, pairInside } from "./door-inside.ts";
import { openGround } from "./ground.ts";
import { approve, call, cast, customer, introduce, must, requestAccess, technician } from "./people.ts";
import { orderFor } from "./visit.ts";

export const callers = ["nobody", "anna", "bea", "customer", "stranger", "admin", "doorkeeper"] as const;
export type CallerName = (typeof callers)[number];

export type Stage = Awaited<ReturnType<typeof openStage>>;
/**
 * The story in its middle: Anna Berg has an active session with the customer, a grant of his, and a second request that
 * waits. Bea, of the same group, has a session with a stranger. Then the customer paired a doorkeeper and gave Bea a grant
 * there, under which she has knocked; and another doorkeeper has answered a further pairing of his.
 */
export async function openStage() {
  const ground = await openGround();
  const people = await cast(ground);
  const { admin, team, anna, customer: him } = people;
  await admin.makePerson("technician", "bea@example.com", "Bea Blum", team.id);
  const bea = await technician(ground, "bea@example.com");
  const stranger = await customer(ground, "Laptop");
  const session = await introduce(anna, him);
  const beasSession = await introduce(bea, stranger);
  const granted = await requestAccess(anna, him, session);
  const grant = await approve(him, granted);
  const asked = await requestAccess(anna, him, session);
  const door = await pairInside(ground, him);
  const doorSession = await introduce(bea, him);
  const atDoor = await requestAccess(bea, him, doorSession, undefined, door.keys.key);
  const doorGrant = await approve(him, atDoor);
  door.technicians.set(doorGrant.id, bea.key);
  const visit = must(await bea.ask("POST", "/api/connections", { grantId: doorGrant.id }), 201, knocked);
  const pairing = await answeringDoor(ground, him);
  let calls = 0;
  const tokens: Record<CallerName, string | null> = {
    nobody: null,
    anna: anna.token,
    bea: bea.token,
    customer: him.held.token,
    stranger: stranger.held.token,
    admin: admin.token,
    doorkeeper: door.token,
  };
  return {
    ...people,
    ground,
    bea,
    stranger,
    session,
    beasSession,
    granted,
    grant,
    asked,
    door,
    doorSession,
    doorGrant,
    visit,
    pairing,
    tokens,
    /** Each call from an address of its own: what is limited per address is tried in its own tests. */
    as: (caller: CallerName, method: string, path: string, body?: unknown) => {
      calls += 1;
      const address = `198.51.${calls >> 8}.${calls & 255}`;
      return call(ground, method, path, { token: tokens[caller], address, ...(body === undefined ? {} : { body }) });
    },
  };
}

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

/** Everything that the store holds, each table by its hash, to be compared with later. */
export async function contents(store: Store): Promise<string> {
  const held: string[] = [];
  for (const table of tables) {
    const rows = JSON.stringify(await store.selectFrom(table).selectAll().execute());
    held.push(`${table} ${createHash("sha256").update(rows).digest("base64url").slice(0, 12)}`);
  }
  return held.join(", ");
}

/** A body that each route with a body takes, as long as the right person sends it at the right moment. */
export const bodies: Record<string, (stage: Stage) => Promise<unknown>> = {
  "POST /api/tokens": async () => ({ email: "anna@example.com", password: "her own password" }),
  "POST /api/hello": async ({ session, pairing }) => ({ hello: session.join, pairing: pairing.offered.token }),
  "POST /api/administrators/first": async () => ({
    code: "x",
    email: "first@example.com",
    name: "First",
    password: "long enough",
  }),
  "PUT /api/organisation": async () => ({ name: "Fabrikam" }),
  "POST /api/groups": async () => ({
    name: "Night shift",
    mayUse: true,
    administratorCredentialsAlways: true,
    longestDays: 7,
    unlimitedAllowed: false,
    reasonRequired: true,
    ticketRequired: true,
    computerPasswordAlways: true,
  }),
  "PATCH /api/groups/{id}": async () => ({
    name: "Day shift",
    mayUse: false,
    administratorCredentialsAlways: true,
    longestDays: 7,
    unlimitedAllowed: false,
    reasonRequired: true,
    ticketRequired: true,
    computerPasswordAlways: true,
  }),
  "POST /api/people": async ({ team }) => ({
    role: "technician",
    email: "carl@example.com",
    name: "Carl Cohn",
    groupId: team.id,
    password: "long enough",
  }),
  "PATCH /api/people/{id}": async ({ team }) => ({ name: "Anna Berg-Blum", groupId: team.id, disabled: false }),
  "POST /api/sessions": async () => ({
    kind: "desktop",
    origin: "https://console.example",
    reference: "device-1",
    zone: "Europe/Berlin",
  }),
  "POST /api/sessions/find": async () => ({ code: "000000" }),
  "POST /api/sessions/{id}/join": async ({ customer, session }) => ({
    code: "000000",
    join: await customer.sign("join", { session: session.id, customer: customer.key, commit: customer.key, at: 0 }),
    name: "Office PC",
    system: "win",
    zone: "Europe/Berlin",
  }),
  "POST /api/sessions/{id}/meet": async ({ session }) => ({ meet: session.meet }),
  "POST /api/sessions/{id}/fits": async () => ({ fits: true }),
  "POST /api/sessions/{id}/reveal": async ({ session }) => ({ r: session.reveal }),
  "POST /api/sessions/{id}/end": async () => ({ because: "number-differs" }),
  "POST /api/requests": async ({ asked, session }) => ({ sessionId: session.id, request: asked.signed }),
  "POST /api/requests/{id}/challenge": async () => ({}),
  "POST /api/requests/{id}/approve": async ({ customer, asked }) => ({
    grant: await customer.sign("grant", await customer.grantSaying(asked.signed, asked.saying)),
  }),
  "POST /api/requests/{id}/deny": async () => ({ reason: "Not today" }),
  "POST /api/requests/{id}/withdraw": async () => ({}),
  "POST /api/grants/{id}/decision": async ({ customer, grant, ground }) => ({
    decision: await customer.sign("decision", {
      customer: customer.key,
      computer: null,
      grant: grant.id,
      state: "paused",
      n: 1,
      at: ground.now(),
    }),
  }),
  "POST /api/grants/{id}/revoke": async () => ({ reason: "No longer needed" }),
  "POST /api/pairings": async ({ customer }) => ({ token: (await offered(customer)).token }),
  "POST /api/pairings/{id}/reveal": async ({ pairing }) => ({ r: pairing.offered.r }),
  "POST /api/pairings/{id}/paired": async ({ pairing }) => ({ paired: pairing.paired }),
  "POST /api/connections": async ({ doorGrant }) => ({ grantId: doorGrant.id }),
  "POST /api/connections/{id}/order": async ({ bea, visit }) => ({ order: await orderFor(bea, visit.challenge) }),
  "POST /api/connections/{id}/end": async () => ({}),
  "PATCH /api/computers/{id}": async () => ({ name: "Reception", zone: "Europe/Paris" }),
};

/**
 * What stands for `{id}` in a route's path: Anna's session, request, grant; the customer's computer and pairing; her group;
 * herself; Bea's connection.
 */
export function pathOf(route: string, stage: Stage): string {
  const [, path = ""] = route.split(" ");
  const ids: Record<string, string> = {
    sessions: stage.session.id,
    requests: stage.asked.id,
    grants: stage.grant.id,
    computers: stage.customer.held.computerId,
    groups: stage.team.id,
    people: stage.annasRecord.id,
    pairings: stage.pairing.offered.id,
    connections: stage.visit.connection.id,
  };
  return path.replace("{id}", ids[path.split("/")[2] ?? ""] ?? freshId());
}
