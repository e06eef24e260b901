import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Draft } from "./draft.ts";
import type { ReasonField } from "./reasons.ts";

/** A form as it was left. */
export type KeptDraft = {
  draft: Draft;
  touched: readonly ReasonField[];
  /** something was filled in, also by *Use* */
  typed: boolean;
  ticketTyped: boolean;
};

/**
 * What she is working on, as long as the panel is open: forms by session, so that what was typed is still there after
 * another session was looked at; and whether she has begun to set up a session.
 */
export type Work = {
  drafts: Map<string, KeptDraft>;
  starting: boolean;
  /** called before an act that starts a session, which is then shown; answers how to expect none after all */
  begin: () => () => void;
};

export const createWork = (begin: Work["begin"]): Work => ({ drafts: new Map(), starting: false, begin });

const WorkContext = createContext<Work>(createWork(() => () => {}));
export const WorkProvider = WorkContext.Provider;
export const useWork = (): Work => useContext(WorkContext);
