import type { Connection } from "../../shared/records.ts";
import { pair } from "./door.ts";
import { Listener } from "./listener.ts";
import { approve, type Customer, cast, introduce, requestAccess } from "./people.ts";
import { run } from "./running.ts";

/** The real server, Anna in an active session with a customer whose computer is paired, and a grant that began there. */
export async function openPaired() {
  const server = await run();
  const people = await cast(server);
  const { anna, customer: him } = people;
  const active = await introduce(anna, him);
  const door = await pair(server, him);
  const grant = await approve(him, await requestAccess(anna, him, active, undefined, door.keys.key));
  door.technicians.set(grant.id, anna.key);
  const list = async (who: { ask: Customer["ask"] } = anna): Promise<Connection[]> =>
    ((await who.ask("GET", "/api/connections")).body as { items: Connection[] }).items;
  return {
    server,
    ...people,
    him,
    active,
    door,
    grant,
    list,
    newest: async () => (await list())[0],
    connect: () => anna.ask("POST", "/api/connections", { grantId: grant.id }),
    /** What the history says of refused connections. */
    async refusals() {
      const { items } = (await him.ask("GET", "/api/history")).body as { items: { entry: string }[] };
      const said = items.map(({ entry }) => JSON.parse(entry) as { event: string; because: string });
      return said.filter(({ event }) => event === "connection-refused").map(({ because }) => because);
    },
    decide: async (state: "open" | "paused" | "revoked", n: number) =>
      him.ask("POST", `/api/grants/${grant.id}/decision`, {
        decision: await him.sign("decision", {
          ...{ customer: him.key, computer: door.keys.key, grant: grant.id },
          ...{ state, n, at: server.now() },
        }),
      }),
    async greeted(token: string) {
      const listener = Listener.as(server.url, token);
      await listener.until((one) => one.last("state"));
      return listener;
    },
  };
}
