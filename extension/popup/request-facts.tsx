import { useReader } from "../page/reader.tsx";
import type { Verified } from "./place.ts";

/** How the technician signs in, why, and where the grant is enforced. */
export function RequestFacts({ request, isWindows }: { request: Verified; isWindows: boolean }) {
  const { terms, reason, ticket, atDoor } = request;
  const { decide } = useReader().texts;
  const atSetup = isWindows ? decide.atSetupWindows : decide.atSetup;
  return (
    <section class="section">
      <dl class="facts">
        <dt>{decide.signsInWith}</dt>
        <dd>{terms.credentialMode === "at-connection" ? decide.atConnection : atSetup}</dd>
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
        <dd>{atDoor ? decide.whereDoor : decide.whereConsole}</dd>
      </dl>
    </section>
  );
}
