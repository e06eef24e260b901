import { Button } from "../page/button.tsx";
import { useTexts } from "../page/reader.tsx";
import { Say } from "../page/said.tsx";
import { Heading } from "./heading.tsx";
import { PageTop } from "./page-top.tsx";

type Props = { answer: "approved" | "denied" | "gone"; name: string; onDone: () => void };

/** What happened, where it happened; it stays until the next act. */
export function AnsweredPage({ answer, name, onDone }: Props) {
  const { decide } = useTexts();
  const [title, what] = {
    approved: [decide.approvedTitle(name), decide.approvedWhat] as const,
    denied: [decide.deniedTitle(name), decide.deniedWhat] as const,
    gone: [decide.goneTitle, decide.goneWhat] as const,
  }[answer];
  return (
    <main class="page">
      <PageTop title={decide.title} />
      <div class="main">
        <section class="section stack" role="status">
          <Heading>
            <Say words={title} />
          </Heading>
          <p>{what}</p>
        </section>
      </div>
      <footer class="foot">
        <div class="btns even">
          <Button big onPress={onDone}>
            {decide.toMyComputer}
          </Button>
        </div>
      </footer>
    </main>
  );
}
