import type { TechnicianSession } from "../messages.ts";
import { Button } from "../page/button.tsx";
import { useTexts } from "../page/reader.tsx";
import { Name } from "../page/said.tsx";

type Props = { title: string; sessions: TechnicianSession[]; here: string | null; onShow?: (id: string) => void };

/** Open sessions as a simple list, one of which can be shown. */
export function Sessions({ title, sessions, here, onShow }: Props) {
  const { session: texts } = useTexts();
  if (sessions.length === 0) return null;
  return (
    <section class="section">
      <h2>{title}</h2>
      <ul class="rows">
        {sessions.map((session) => {
          const { id, computer, state, kind, origin } = session;
          return (
            <li key={id} class="row-between centred">
              <div>
                <p class="title">{computer === null ? texts.noJoin : <Name text={computer.name} />}</p>
                <p class="small">
                  {texts.kindOf[kind]}, {state in texts.stateOf && texts.stateOf[state as keyof typeof texts.stateOf]}
                  {origin !== here && `, ${texts.atOther(origin.replace(/^https?:\/\//, ""))}`}
                </p>
              </div>
              {onShow && (
                <Button name={texts.showName(computer?.name ?? texts.noJoin)} onPress={() => onShow(id)}>
                  {texts.show}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
