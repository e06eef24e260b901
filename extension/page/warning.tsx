import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Words } from "../texts/words.ts";
import { Icon } from "./icon.tsx";
import { Say } from "./said.tsx";

type Props = {
  title: string;
  what: Words | string;
  /** what to do, in bold */
  toDo: Words | string;
  /** whether the title is the page's heading, which takes the focus */
  heading?: boolean;
  children?: ComponentChildren;
};

/** A real danger, and nothing else: the only red box there is. */
export function Warning({ title, what, toDo, heading = false, children }: Props) {
  const top = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => top.current?.focus({ preventScroll: true }), []);
  return (
    <div class="warn" role="alert">
      <Icon of="warn" />
      {heading ? (
        <h1 ref={top} tabIndex={-1}>
          {title}
        </h1>
      ) : (
        <h2>{title}</h2>
      )}
      <p>
        <Say words={what} />
      </p>
      <p>
        <b>
          <Say words={toDo} />
        </b>
      </p>
      {children}
    </div>
  );
}
