import { readContract } from "./contract.ts";
import { headOf, rootOf } from "./document.ts";
import { listeners } from "./listeners.ts";
import type { PageContext } from "./page-context.ts";
import { nothing } from "./reading.ts";
import { viewsOf } from "./views.ts";

/** ms from a change to the reading: what changes together is read once. */
const first = 150;
/** A page that never rests is read more and more seldom, up to this. */
const slowest = 10_000;
/** A change so soon after the last reading is part of a flood. */
const soon = 250;
/** What faded in or came by a style sheet is seen a while after the change. */
const settling = 1_000;
/** Readings take at most this part of the time. */
const share = 1 / 25;

const seen: MutationObserverInit = {
  childList: true,
  subtree: true,
  characterData: true,
  attributeFilter: ["class", "style", "hidden", "open", "name", "content", "title", "value"],
};

type Watching = {
  page: Document;
  read(): PageContext;
  /** only when it is another one than before */
  send(context: PageContext): void;
  signal: AbortSignal;
};

/**
 * Reads the page while the panel is open, and a page that keeps the contract always; of every other page nothing is looked
 * at but its head. While a reading is due nothing is observed: a flood of changes costs as little as one.
 */
export function createPageWatch({ page, read, send, signal }: Watching) {
  let isOpen = false;
  let keepsContract = false;
  let sent = "";
  let wait = first;
  let due: ReturnType<typeof setTimeout> | undefined;
  let settle: ReturnType<typeof setTimeout> | undefined;
  let observed = 0;
  /** ms that the last reading took */
  let cost = 0;
  let address = "";
  let hurried = -slowest;
  let patience = settling;

  const observer = new MutationObserver(() => {
    observer.disconnect();
    wait = performance.now() - observed < soon ? Math.min(wait * 2, slowest) : first;
    later(Math.max(wait, cost / share));
  });

  function observe(): void {
    observer.disconnect();
    observed = performance.now();
    if (isOpen || keepsContract) {
      for (const { root } of viewsOf(page)) observer.observe(root, seen);
      return;
    }
    const [root, head] = [rootOf(page), headOf(page)];
    if (root) observer.observe(root, { childList: true });
    if (head) observer.observe(head, { childList: true, subtree: true, attributeFilter: ["name", "content"] });
  }

  function later(after: number): void {
    clearTimeout(due);
    clearTimeout(settle);
    due = setTimeout(() => {
      look();
      settle = setTimeout(look, settling);
    }, after);
  }

  function look(): void {
    clearTimeout(due);
    due = undefined;
    if (signal.aborted) return;
    const from = performance.now();
    const kept = keepsContract;
    keepsContract = readContract(page) !== null;
    if (isOpen || keepsContract) tell(read());
    // A page that gives up the contract names nothing any more.
    else if (kept) tell({ ...nothing, by: "contract" });
    address = location.href;
    cost = performance.now() - from;
    observe();
  }

  function tell(context: PageContext): void {
    const text = JSON.stringify(context);
    if (text === sent) return;
    sent = text;
    send(context);
  }

  /** Reads anew and says it even if it was said before. */
  function again(): void {
    sent = "";
    look();
  }

  /** Another address may be another page; a page that changes it all the time hurries nobody. */
  function went(): void {
    if (location.href === address || !(isOpen || keepsContract)) return;
    const since = performance.now() - hurried;
    if (since < patience) return;
    patience = since < patience * 2 ? Math.min(patience * 2, slowest) : settling;
    hurried += since;
    wait = Math.min(wait, settling / 2);
    later(first);
  }
  const navigation: unknown = Reflect.get(window, "navigation");
  const listening = [
    // A page that was gone back to as it was has said what it is about to nobody since.
    listeners(window, { popstate: went, hashchange: went, pageshow: again }, signal),
    ...(navigation instanceof EventTarget ? [listeners(navigation, { currententrychange: went }, signal)] : []),
  ];
  /** A frame of the page's that shows something else. */
  const loaded = ({ isTrusted }: Event): void => {
    if (isTrusted && (isOpen || keepsContract)) later(first);
  };

  signal.addEventListener("abort", () => {
    observer.disconnect();
    clearTimeout(due);
    clearTimeout(settle);
  });
  return {
    opened(): void {
      isOpen = true;
      wait = first;
      later(0);
    },
    closed(): void {
      isOpen = false;
      observe();
    },
    again,
    /** The page may have written itself anew. */
    listen(): void {
      for (const listen of listening) listen();
      rootOf(page)?.addEventListener("load", loaded, { signal, capture: true });
      look();
    },
  };
}
