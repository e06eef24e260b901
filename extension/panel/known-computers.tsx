import type { PageShown } from "../messages.ts";
import { isOver } from "../page/grant-status.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { GrantRows, newestFirst } from "./access.tsx";
import type { SignedIn } from "./session-choice.ts";

/** The computers that she met in sessions of what this page is about: what she may do there now. */
export function KnownComputers({ state, page }: { state: SignedIn; page: PageShown }) {
  const { computers: texts } = useReader().texts;
  const now = useNow();
  return (
    <>
      {page.computers.map((id) => {
        const grants = state.grants
          .filter((grant) => grant.computer.id === id && !isOver(grant, now))
          .sort(newestFirst);
        const name = grants[0]?.computer.name ?? state.computers.find((computer) => computer.id === id)?.name;
        if (name === undefined) return null;
        const otherwise = page.name !== null && page.name !== name ? page.name : null;
        return (
          <section class="section" key={id}>
            <h2>{texts.here}</h2>
            <p class="small spaced-below">
              <Say words={texts.met(name)} /> {otherwise !== null && <Say words={texts.calledHere(otherwise)} />}{" "}
              {grants.length === 0 && texts.nothingNow}
            </p>
            {grants.length > 0 && <GrantRows grants={grants} state={state} />}
          </section>
        );
      })}
    </>
  );
}
