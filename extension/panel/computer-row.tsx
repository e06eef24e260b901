import { describe } from "../../shared/describe.ts";
import type { Computer } from "../../shared/records.ts";
import { useReader } from "../page/reader.tsx";
import { Name } from "../page/said.tsx";
import type { Texts } from "../texts/en.ts";
import { useConnect } from "./connect-button.tsx";
import { ConnectStatus } from "./connect-status.tsx";
import type { ListedComputer } from "./listed-computers.ts";
import type { SignedIn } from "./session-choice.ts";

/** A computer, who of it is on the line, when it is open, and *Connect*. */
export function ComputerRow({
  listed: { name, computer, grant },
  state,
  now,
}: {
  listed: ListedComputer;
  state: SignedIn;
  now: number;
}) {
  const reader = useReader();
  const terms = describe(grant.terms, grant.approvedAt, reader, now);
  const connect = useConnect({ grant, computer, state, terms, now });
  const saysOnline = computer !== null && computer.door !== null && computer.door === grant.door;
  return (
    <li>
      <div class="row-between top-aligned">
        <div>
          <p class="title">
            <Name text={name} />
          </p>
          <p class="small">{presence(computer, reader.texts)}</p>
        </div>
        <div class="go">{connect.button}</div>
      </div>
      <ConnectStatus
        grant={grant}
        computer={computer}
        now={now}
        reason={connect.reason}
        isSaid={saysOnline && !computer.doorOnline}
      />
      {connect.below}
    </li>
  );
}

/** Who is on the line, in words. */
function presence(computer: Computer | null, { computers: { door, browser, unlisted } }: Texts): string {
  if (computer === null) return unlisted;
  const there = computer.door === null ? door.none : computer.doorOnline ? door.online : door.offline;
  return `${there} · ${computer.online ? browser.online : browser.offline}`;
}
