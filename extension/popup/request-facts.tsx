import { useReader } from "../page/reader.tsx";
import type { Verified } from "./place.ts";

/** How the technician signs in, why, and where the grant is enforced. */
export function RequestFacts({ request: { terms, reason, ticket } }: { request: Verified }) {
  const { decide } = useReader().texts;
  return (
    <section class="section">
      <dl class="facts">
        <dt>{decide.signsInWith}</dt>
        <dd>{terms.credentialMode === "at-connection" ? decide.atConnection : decide.atSetup}</dd>
        {reason !== "" && (
          <>
            <dt>{decide.reason}</dt>
            <dd class="typed">
              <bdi>{reason}</bdi>
            </dd>
          </>
        )}
        {ticket !== "" && (
          <>
            <dt>{decide.ticket}</dt>
            <dd>
              <bdi>{ticket}</bdi>
            </dd>
          </>
        )}
        <dt>{decide.where}</dt>
        <dd>{decide.whereConsole}</dd>
      </dl>
    </section>
  );
}
