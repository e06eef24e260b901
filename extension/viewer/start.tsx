import { useRef, useState } from "preact/hooks";
import { accessAt } from "../../shared/access-window.ts";
import { blockSize, fitsBlock, writeBlock } from "../../shared/credentials.ts";
import { describe } from "../../shared/describe.ts";
import type { TechnicianGrant, ViewerState } from "../messages.ts";
import { Button } from "../page/button.tsx";
import { Field } from "../page/field.tsx";
import { asGrant, GrantStatus, isOver } from "../page/grant-status.tsx";
import { Icon } from "../page/icon.tsx";
import { opensNothing, whyNoVisit } from "../page/may-visit.ts";
import { useNow, useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { useSettled } from "../page/settled.ts";
import { useWrongField } from "../page/wrong-field.ts";
import { bothClocks } from "./time-left.ts";
import type { Stage, Why } from "./visit.ts";
import { WhyNot, whyWords } from "./why.tsx";

type Props = {
  state: ViewerState & { grant: TechnicianGrant };
  stage: Extract<Stage, { at: "start" | "knocking" | "signing-in" }>;
  /** the block is the visit's from now on, which zeroes it */
  onConnect: (block: Uint8Array) => void;
  onCancel: () => void;
};

/** Before anything is sent: whose computer, under which terms, until when. A password is asked for under a pinned grant that is open alone. */
export function Start({ state, stage, onConnect, onCancel }: Props) {
  const { texts } = useReader();
  const { viewer } = texts;
  const { grant } = state;
  const { name } = grant.computer;
  const atSetup = grant.terms.credentialMode === "at-setup";
  const now = useNow();
  const blocked =
    stage.at === "start" ? whyNoVisit({ grant, computer: state.computer, policy: null }, texts, now) : null;
  const why = stage.at === "start" ? stage.why : null;
  return (
    <div class="main">
      <section class="section stack">
        <h2 class="question">
          <Say words={viewer.heading(name)} />
        </h2>
        {why !== null && (blocked !== null || wrongFieldOf(why, atSetup) === null) && (
          <WhyNot why={why} atSetup={atSetup} />
        )}
        {!opensNothing(state) && <Facts state={state} />}
      </section>
      {blocked === null ? (
        <Connect grant={grant} stage={stage} onConnect={onConnect} onCancel={onCancel} />
      ) : isOver(grant, now) ? null : (
        <section class="section">
          <p class="refused">
            <Icon of="barred" />
            <span>
              <Say words={blocked === "" ? viewer.closedNow : blocked} />
            </span>
          </p>
        </section>
      )}
    </div>
  );
}

type FieldName = "user-name" | "password";
const wrongFields: Record<string, FieldName> = {
  "not-accepted": "password",
  "not-an-administrator": "user-name",
  "own-account": "user-name",
};

/** The field that a refusal is about, where the technician typed one. */
const wrongFieldOf = (why: Why, atSetup: boolean): FieldName | null =>
  atSetup || why.said !== "stream" || why.heard.what !== "refused" ? null : (wrongFields[why.heard.because] ?? null);

function Facts({ state: { grant, computer } }: { state: Props["state"] }) {
  const reader = useReader();
  const { viewer } = reader.texts;
  const now = useNow();
  const access = grant.held ? accessAt(asGrant(grant, now), now) : null;
  const clocks =
    access?.open && access.until !== null ? bothClocks(access.until, now, reader, computer?.zone ?? null) : null;
  const renamed = grant.askedAs !== null && grant.askedAs !== grant.computer.name;
  return (
    <>
      <p>{describe(grant.terms, grant.approvedAt, reader, now)}</p>
      <div>
        <GrantStatus grant={grant} at={now} shownTo="technician" />
        {clocks !== null && clocks.there !== null && <p class="small indent">{viewer.thereUntil(clocks.there)}</p>}
      </div>
      {renamed && (
        <p class="note">
          <Say words={viewer.askedAs(grant.askedAs ?? "")} />
        </p>
      )}
    </>
  );
}

function Connect({ grant, stage, onConnect, onCancel }: Omit<Props, "state"> & { grant: TechnicianGrant }) {
  const reader = useReader();
  const { viewer } = reader.texts;
  const now = useNow();
  const asks = grant.terms.credentialMode === "at-connection";
  const [userName, setUserName] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState<FieldName | null>(null);
  // What the computer said of the last try stands at its field until something else is typed.
  const [retyped, setRetyped] = useState(false);
  const why = stage.at === "start" && !retyped ? stage.why : null;
  const refused = why === null ? null : wrongFieldOf(why, !asks);
  const form = useRef<HTMLFormElement>(null);
  const busy = stage.at !== "start";
  const { settled, holds } = useSettled(JSON.stringify([grant.id, grant.signed, grant.computer.name, busy]));

  function press(): void {
    if (!holds() || busy) return;
    const fits = asks ? fitsBlock({ userName, password }) : "ok";
    setMissing(fits === "ok" ? null : fits);
    setRetyped(fits !== "ok");
    if (fits !== "ok") return;
    const block = asks ? writeBlock({ userName, password }) : new Uint8Array(blockSize);
    setPassword("");
    onConnect(block);
  }

  function error(which: FieldName, typed: string): string | null {
    if (missing === which) return typed === "" ? viewer.missing[which] : viewer.tooLong[which];
    return missing === null && why !== null && refused === which ? whyWords(why, !asks, reader, now) : null;
  }
  useWrongField(form, [missing, why]);
  return (
    <section class="section">
      <form
        ref={form}
        class="stack loose"
        onSubmit={(event) => {
          event.preventDefault();
        }}
      >
        <p class={asks ? undefined : "note"}>
          <Say words={(asks ? viewer.asksFor : viewer.usesCustomers)(grant.computer.name)} />
        </p>
        {asks && (
          <>
            <Field
              label={viewer.userName}
              value={userName}
              off={busy}
              onInput={(typed) => {
                setUserName(typed);
                setRetyped(true);
              }}
              error={error("user-name", userName)}
            />
            <Field
              label={viewer.password}
              type="password"
              value={password}
              off={busy}
              onInput={(typed) => {
                setPassword(typed);
                setRetyped(true);
              }}
              error={error("password", password)}
            />
          </>
        )}
        <div class="btns even">
          <Button kind="act" big submit off={!settled || busy} onPress={press}>
            {viewer.connect}
          </Button>
          {busy && (
            <Button big onPress={onCancel}>
              {viewer.cancel}
            </Button>
          )}
        </div>
        <p class="small" role="status">
          {busy && viewer.steps[stage.at === "knocking" ? "knocking" : "signing-in"]}
        </p>
      </form>
    </section>
  );
}
