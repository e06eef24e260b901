import { fresh32, toBase64url } from "../../shared/base64url.ts";

/** How long the tab may take, ms: it has to draw the page once. */
const patience = 800;

/**
 * Whether the tab in the console's page vouches for this very panel (extension/console/vouch.ts). The mark goes by the
 * background, and comes back from the window around this frame only where that is the tab's own frame: a page that frames
 * the panel itself never learns it.
 */
export function isVouchedFor(look: (ask: { mark: string }) => Promise<unknown>): Promise<boolean> {
  const mark = toBase64url(fresh32());
  return new Promise((resolve) => {
    const answer = (vouched: boolean): void => {
      window.removeEventListener("message", heard);
      clearTimeout(timer);
      resolve(vouched);
    };
    const heard = ({ data, source, isTrusted }: MessageEvent<unknown>): void => {
      if (isTrusted && source === window.parent && data === mark) answer(true);
    };
    const timer = setTimeout(() => answer(false), patience);
    window.addEventListener("message", heard);
    void look({ mark });
  });
}
