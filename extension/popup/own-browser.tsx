import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

/** What the popup asks the browser itself, and no background could. */
export type OwnBrowser = {
  /** address of the page before which the toolbar's popup was opened; null where the browser doesn't say */
  currentPage(): Promise<string | null>;
  /** asks her to permit one origin. Only within a click, and before anything is awaited there */
  permit(origin: string): Promise<boolean>;
  /** the keys that open the panel, as they are really set; null: none */
  panelKeys(): Promise<string | null>;
};

const none: OwnBrowser = {
  currentPage: async () => null,
  permit: async () => false,
  panelKeys: async () => null,
};
const OwnBrowserContext = createContext<OwnBrowser>(none);
export const OwnBrowserProvider = OwnBrowserContext.Provider;
export const useOwnBrowser = (): OwnBrowser => useContext(OwnBrowserContext);

/** What the browser answers; undefined until it has, null also where it fails. */
export function useAnswer<Answer>(ask: () => Promise<Answer | null | undefined>): Answer | null | undefined {
  const [answer, setAnswer] = useState<Answer | null>();
  // Asked once, when the popup is opened.
  useEffect(() => void ask().then(setAnswer, () => setAnswer(null)), []);
  return answer;
}
