import { Button } from "../page/button.tsx";
import { Problem } from "../page/problem.tsx";
import { useTexts } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { useSeenAct } from "./seen-act.ts";
import type { SignedIn } from "./session-choice.ts";

/** Who is signed in, and the way out. */
export function SignedInAs({ state: { me } }: { state: SignedIn }) {
  const { signIn } = useTexts();
  const act = useSeenAct("sign-out", me.name);
  return (
    <section class="section">
      <div class="row-between centred">
        <span class="small">
          <Say words={signIn.as(me.name, me.organisation)} />
        </span>
        <Button kind="link" place={act.place} off={act.busy} onPress={() => void act.run({})}>
          {signIn.out}
        </Button>
      </div>
      <Problem failure={act.failure} />
    </section>
  );
}
