import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Firefox } from "../browser/firefox.ts";
import { soon } from "../browser/soon.ts";
import type { Display } from "./display.ts";

const middle = z.object({ x: z.number(), y: z.number() });
type Middle = z.infer<typeof middle>;
/** How long a person looks at what is to be pressed, ms: the panel takes no press on what has just come under the pointer. */
const look = 600;

/** By role and name as Firefox calls them: `pushbutton`, `pagetab`, `entry`; without a role whatever can be read. */
type Wanted = { role?: string; name: string | RegExp };

// Firefox's own tree of all that can be read in a window: its prompts, the popup that hangs from its toolbar, pages,
// and what they frame or hide in shadow roots. Of its windows the newest, which lies over the others.
const seek = `
  const tree = Cc["@mozilla.org/accessibilityService;1"].getService(Ci.nsIAccessibilityService);
  const look = (node) => {
    if ((wanted.role === undefined || tree.getStringRole(node.role) === wanted.role) && fits(node.name ?? "")) {
      const state = {};
      node.getState(state, {});
      if (!(state.value & Ci.nsIAccessibleStates.STATE_UNAVAILABLE)) return node;
    }
    for (let child = node.firstChild; child; child = child.nextSibling) {
      const found = look(child);
      if (found) return found;
    }
    return null;
  };
  const newest = [...Services.wm.getEnumerator("navigator:browser")].at(-1);
  const root = tree.getAccessibleFor(newest.document);
  const found = root && look(root);
`;

/**
 * A person before a Firefox with a window, who finds everything as a screen reader does, across all that the browser shows,
 * and acts by keys and the mouse alone.
 */
export class ScreenReader {
  readonly #firefox: Firefox;
  readonly #display: Display;

  constructor(firefox: Firefox, display: Display) {
    this.#firefox = firefox;
    this.#display = display;
  }

  async #ask(wanted: Wanted, then: string): Promise<unknown> {
    const { role, name } = wanted;
    const fits = name instanceof RegExp ? `${name}.test(text)` : `text === ${JSON.stringify(name)}`;
    const given = `const wanted = ${JSON.stringify({ role })}; const fits = (text) => ${fits};`;
    return this.#firefox.askBrowser(`${given}${seek} if (!found) return null; ${then}`);
  }

  /** What is read there now, where anything is. */
  async said(wanted: Wanted): Promise<string | null> {
    return z
      .string()
      .nullable()
      .parse(await this.#ask(wanted, "return found.name;"));
  }

  /** Waits until this can be read, and answers how it reads. */
  reads(wanted: Wanted): Promise<string> {
    return soon(`"${wanted.name}"`, () => this.said(wanted));
  }

  async readsNoMore(wanted: Wanted): Promise<void> {
    await soon(`no more "${wanted.name}"`, async () => (await this.said(wanted)) === null);
  }

  /** Clicks on it, once it has stood still under the pointer for as long as a person looks at it. */
  async press(wanted: Wanted): Promise<void> {
    await soon(`${wanted.role} "${wanted.name}"`, async () => {
      const before = await this.#middle(wanted);
      if (before === null) return null;
      await this.#display.point(before.x, before.y);
      await pause(look);
      const { x, y } = (await this.#middle(wanted)) ?? {};
      if (x !== before.x || y !== before.y) return null;
      await this.#display.click(x, y);
      return true;
    });
  }

  async #middle(wanted: Wanted): Promise<Middle | null> {
    const measure = `
      found.scrollTo(Ci.nsIAccessibleScrollType.SCROLL_TYPE_ANYWHERE);
      const [x, y, width, height] = [{}, {}, {}, {}];
      found.getBounds(x, y, width, height);
      return { x: x.value + width.value / 2, y: y.value + height.value / 2 };`;
    return middle.nullable().parse(await this.#ask(wanted, measure));
  }

  /** Types into a field, after what stands there already is taken away. */
  async fill(name: string, text: string): Promise<void> {
    await this.press({ role: "entry", name });
    await this.#display.press("ctrl+a");
    await this.#display.type(text);
  }
}
