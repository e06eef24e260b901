import { rootOf } from "./document.ts";
import { isVisible } from "./text.ts";

/** A document of the page: the page itself, or one of its own origin in a frame. */
export type View = { root: HTMLElement /** path, query and fragment */; address: string };

const most = { frames: 10, depth: 3 };
/** The share of the window that a frame has to fill to be what the page is about. */
const large = 0.25;

/** The page, and then the documents of its own origin that large frames in it show, the largest first. */
export function viewsOf(page: Document): View[] {
  const root = rootOf(page);
  if (root === null) return [];
  const view = page.defaultView;
  const window = (view?.innerWidth ?? 0) * (view?.innerHeight ?? 0);
  const framed = framesIn(root, most.depth).filter(({ area }) => area >= window * large);
  framed.sort((one, other) => other.area - one.area);
  return [viewOf(root), ...framed.map((one) => viewOf(one.root))];
}

function framesIn(root: HTMLElement, depth: number): { root: HTMLElement; area: number }[] {
  if (depth === 0) return [];
  return [...root.querySelectorAll("iframe, frame")].slice(0, most.frames).flatMap((frame) => {
    const inner = documentIn(frame);
    const innerRoot = inner && rootOf(inner);
    if (!innerRoot || !isVisible(frame)) return [];
    const { width, height } = frame.getBoundingClientRect();
    return [{ root: innerRoot, area: width * height }, ...framesIn(innerRoot, depth - 1)];
  });
}

/** Null for frames of other origins. */
export function documentIn(frame: Element): Document | null {
  try {
    const inner: unknown = Reflect.get(frame, "contentDocument");
    return isDocument(inner) ? inner : null;
  } catch {
    return null;
  }
}
const isDocument = (node: unknown): node is Document =>
  typeof node === "object" && node !== null && "nodeType" in node && node.nodeType === 9;

function viewOf(root: HTMLElement): View {
  const location = root.ownerDocument.location;
  return { root, address: location ? location.pathname + location.search + location.hash : "" };
}

export const titleOf = ({ root }: View): string => root.querySelector(":scope > head > title")?.textContent ?? "";
