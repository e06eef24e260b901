import { OpenAPIHono } from "@hono/zod-openapi";
import type { Env } from "./caller.ts";
import type { Parts } from "./parts.ts";
import { Refusal, refusalOf } from "./refusal.ts";
import { approvalRoutes } from "./routes/approvals.ts";
import { computerRoutes } from "./routes/computers.ts";
import { connectionRoutes } from "./routes/connections.ts";
import { entryRoutes } from "./routes/entries.ts";
import { grantRoutes } from "./routes/grants.ts";
import { groupRoutes } from "./routes/groups.ts";
import { historyRoutes } from "./routes/history.ts";
import { introductionRoutes } from "./routes/introductions.ts";
import { joinRoutes } from "./routes/joins.ts";
import { organisationRoutes } from "./routes/organisation.ts";
import { pairingRoutes } from "./routes/pairings.ts";
import { peopleRoutes } from "./routes/people.ts";
import { requestRoutes } from "./routes/requests.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import { signInRoutes } from "./routes/sign-in.ts";

/** Every route that is described in the OpenAPI document (model.md section 4). */
export const allRoutes = (parts: Parts) =>
  new OpenAPIHono<Env>({
    defaultHook(result) {
      // An id that can't be one is as unknown as one that isn't.
      if (!result.success) throw result.target === "param" ? new Refusal("unknown") : refusalOf(result.error);
    },
  })
    .route("/", signInRoutes(parts))
    .route("/", organisationRoutes(parts))
    .route("/", groupRoutes(parts))
    .route("/", peopleRoutes(parts))
    .route("/", sessionRoutes(parts))
    .route("/", joinRoutes(parts))
    .route("/", introductionRoutes(parts))
    .route("/", requestRoutes(parts))
    .route("/", approvalRoutes(parts))
    .route("/", grantRoutes(parts))
    .route("/", computerRoutes(parts))
    .route("/", pairingRoutes(parts))
    .route("/", entryRoutes(parts))
    .route("/", connectionRoutes(parts))
    .route("/", historyRoutes(parts));

/** For `hono/client`: the extension takes this type from the server, and nothing else. */
export type Routes = ReturnType<typeof allRoutes>;
