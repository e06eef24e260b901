import { dayTimeOf } from "../../shared/clock-words.ts";
import { describe } from "../../shared/describe.ts";
import type { Request } from "../../shared/records.ts";
import { Button } from "../page/button.tsx";
import { Icon } from "../page/icon.tsx";
import { Problem } from "../page/problem.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { useSeenAct } from "./seen-act.ts";

/** A request that waits for its answer. */
export function Waiting({ request }: { request: Request }) {
  const reader = useReader();
  const { request: texts } = reader.texts;
  const now = useNow();
  const act = useSeenAct("withdraw", request.id);
  return (
    <section class="section stack">
      <div class="status" role="status">
        <Icon of="wait" />
        <b>{texts.waiting}</b>
      </div>
      <p>{describe(request.terms, request.askedAt, reader, now)}</p>
      <p class="small">{texts.asked(dayTimeOf(request.askedAt, reader, now))}</p>
      <AskedFor request={request} />
      <div class="btns">
        <Button
          name={texts.withdrawName(request.computer.name)}
          place={act.place}
          off={act.busy}
          onPress={() => void act.run({ request: request.id })}
        >
          {texts.withdraw}
        </Button>
      </div>
      <Problem failure={act.failure} />
    </section>
  );
}

function AskedFor({ request: { reason, ticket } }: { request: Request }) {
  const { form } = useReader().texts;
  if (reason === "" && ticket === "") return null;
  return (
    <dl class="facts">
      {reason !== "" && (
        <>
          <dt>{form.reason}</dt>
          <dd class="typed">{reason}</dd>
        </>
      )}
      {ticket !== "" && (
        <>
          <dt>{form.ticket}</dt>
          <dd>{ticket}</dd>
        </>
      )}
    </dl>
  );
}

/** What became of a request that was denied, withdrawn or lapsed; it stays until the next one is sent. */
export function Answer({ request }: { request: Request }) {
  const reader = useReader();
  const { request: texts } = reader.texts;
  const now = useNow();
  const { state } = request;
  if (state === "pending" || state === "approved") return null;
  return (
    <section class="section">
      <div class="note" role="status">
        <p>
          <b>{texts[state]}</b>
          {request.answeredAt !== null && <span class="quiet">, {dayTimeOf(request.answeredAt, reader, now)}</span>}
        </p>
        {state === "lapsed" && <p>{texts.lapsedWhy}</p>}
        {state === "denied" && request.answerReason && (
          <>
            <p class="small">{texts.deniedReason}</p>
            <p class="typed">
              <bdi>{request.answerReason}</bdi>
            </p>
          </>
        )}
      </div>
    </section>
  );
}
