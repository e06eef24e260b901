import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../page/button.tsx";
import { Logo } from "../page/icon.tsx";
import { useNow, useReader } from "../page/reader.tsx";
import { Name } from "../page/said.tsx";
import type { Controls } from "./screen.tsx";
import { bothClocks, leftOf } from "./time-left.ts";

type Props = {
  computer: string;
  /** the zone of the computer's clock; null where it isn't known */
  zone: string | null;
  /** null while the line is lost */
  open: { until: number | null; controls: Controls | null } | null;
  /** the screen has the keyboard */
  keyboard: boolean;
  onEnd: () => void;
};

/** Whose computer this is, until when, and the way out; always there, also in full screen. */
export function Bar({ computer, zone, open, keyboard, onEnd }: Props) {
  const { viewer } = useReader().texts;
  const full = useFullScreen();
  const controls = open?.controls ?? null;
  return (
    <section class="vbar" aria-label={viewer.region}>
      <Logo />
      <div class="vpc">
        <h1>
          <Name text={computer} />
        </h1>
        <p class="small" aria-live="off">
          {open === null ? viewer.lineLost : viewer.encrypted}
          {open !== null && keyboard && ` · ${viewer.wayOut}`}
        </p>
      </div>
      {open !== null && <TimeLeft until={open.until} zone={zone} />}
      <div class="vbtns">
        <Button
          off={controls === null}
          onPress={() => {
            controls?.ctrlAltDel();
            controls?.focus();
          }}
        >
          {viewer.ctrlAltDel}
        </Button>
        <Button
          onPress={() => {
            void full.toggle().then(() => controls?.focus());
          }}
        >
          {full.is ? viewer.leaveFullScreen : viewer.fullScreen}
        </Button>
        <Button kind="act" onPress={onEnd}>
          {viewer.end}
        </Button>
      </div>
    </section>
  );
}

function TimeLeft({ until, zone }: { until: number | null; zone: string | null }) {
  const reader = useReader();
  const { viewer } = reader.texts;
  const now = useNow();
  const said = (title: string, below: ComponentChildren) => (
    <div class="vleft">
      <span class="lamp open" aria-hidden="true" />
      <p>
        <b>{title}</b>
      </p>
      <p class="small">{below}</p>
    </div>
  );
  if (until === null) return said(viewer.open, viewer.noEnd);
  const { yours, there } = bothClocks(until, now, reader, zone);
  const left = leftOf(until, now, reader);
  return said(left === null ? viewer.open : viewer.left(left), viewer.closes(yours, there));
}

function useFullScreen(): { is: boolean; toggle: () => Promise<void> } {
  const [is, setIs] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const changed = (): void => setIs(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, []);
  return {
    is,
    // A browser that allows no full screen leaves everything as it is.
    toggle: () => (is ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {}),
  };
}
