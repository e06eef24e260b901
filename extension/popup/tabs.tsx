import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { PopupTab } from "../messages.ts";
import { useAct } from "../page/background.tsx";
import { Logo } from "../page/icon.tsx";
import { useTexts } from "../page/reader.tsx";
import { TechnicianTab } from "./technician-tab.tsx";

const tabs: readonly PopupTab[] = ["computer", "technician"];
type Props = { opensAt: PopupTab; toolbar: boolean; children: ComponentChildren };

/** *My computer* and *Technician*: arrow keys, Home and End move between the tabs. */
export function Tabs({ opensAt, toolbar, children }: Props) {
  const { popup } = useTexts();
  const [tab, setTab] = useState(opensAt);
  const keep = useAct("keep-tab");
  const list = useRef<HTMLDivElement>(null);
  const names = { computer: popup.myComputer, technician: popup.technician };
  function goTo(to: PopupTab): void {
    setTab(to);
    void keep.run({ tab: to });
  }
  function move(event: KeyboardEvent): void {
    const index = tabs.indexOf(tab);
    const next = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const target = tabs[(next + tabs.length) % tabs.length] ?? "computer";
    goTo(target);
    list.current?.querySelector<HTMLElement>(`#tab-${target}`)?.focus();
  }
  return (
    <div class="page">
      <header class="tabs">
        <Logo />
        <div role="tablist" aria-label={popup.tabs} ref={list} onKeyDown={move}>
          {tabs.map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              id={`tab-${one}`}
              aria-selected={one === tab}
              aria-controls="tab-panel"
              tabIndex={one === tab ? 0 : -1}
              onClick={() => goTo(one)}
            >
              {names[one]}
            </button>
          ))}
        </div>
      </header>
      <main class="grow">
        <div class="grow" id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
          {tab === "computer" ? (
            children
          ) : (
            <>
              <h1 class="vh">{popup.technician}</h1>
              <TechnicianTab toolbar={toolbar} />
            </>
          )}
        </div>
      </main>
    </div>
  );
}
