import { z } from "zod";
import { request } from "../../shared/records.ts";
import type { Saying } from "../../shared/statements.ts";
import { openGround } from "./ground.ts";
import { cast, days, introduce, must } from "./people.ts";

const list = z.object({ items: z.array(request) });

/** Anna Berg and a customer in an active session, a request that would be taken, and what she reads of hers. */
export async function active(kind: "desktop" | "chat-only" | "mobile" = "desktop", at?: number) {
  const ground = await openGround(at === undefined ? {} : { at });
  const people = await cast(ground);
  const { anna, customer: him } = people;
  const session = await introduce(anna, him, kind);
  const saying = anna.requestSaying(him.key, session.id, session.endsAt, days(7));
  const ask = async (change: Partial<Saying<"request">> = {}) =>
    anna.ask("POST", "/api/requests", {
      sessionId: session.id,
      request: await anna.sign("request", { ...saying, ...change }),
    });
  const stored = async () => must(await anna.ask("GET", "/api/requests"), 200, list).items;
  return { ground, ...people, session, saying, ask, stored };
}
