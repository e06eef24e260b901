import { isElement, isHtml } from "./document.ts";
import { longestLine, oneLine } from "./one-line.ts";

// What a page shows as text: bounded, in one line, without what a person at the screen doesn't see.

/** Nodes that are looked at for one text, and characters that are kept of it. */
const most = { nodes: 500, characters: longestLine };

const inline = new Set(
  "a abbr b bdi bdo cite code em font i label mark q s small span strong sub sup time u".split(" "),
);
const silent = new Set(
  "button datalist input noscript option script select style svg template textarea title".split(" "),
);
/** Words of which a class is made where what it marks is a state or a count beside a name. */
const badge = /(?:^|[-_\s])(?:badge|chip|count|label|lozenge|pill|state|status|tag)(?:$|[-_\s])/i;
const fields = new Set(["", "text", "search", "number", "tel", "url", "email"]);

/** Whether a person could see it: rendered, not transparent, and larger than what is there for screen readers alone. */
export function isVisible(element: Element): boolean {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: false }))
    return false;
  const { width, height, right } = element.getBoundingClientRect();
  return width >= 2 && height >= 2 && right > -1_000;
}

/** What an element shows. A heading without the states and badges beside the name, unless there is nothing else. */
export function textOf(element: Element): string {
  if (isHtml(element, "input")) return fields.has(element.type) ? oneLine(element.value) : "";
  if (isHtml(element, "textarea")) return oneLine(element.value);
  if (isHtml(element, "select")) return oneLine(element.selectedOptions[0]?.label ?? "");
  return (isHeading(element) && rendered(element, true)) || rendered(element, false);
}

const isHeading = (element: Element): boolean =>
  /^h[1-6]$/.test(element.localName) || element.getAttribute("role") === "heading";

function rendered(element: Element, isNameAlone: boolean): string {
  const counts = (one: Element): boolean =>
    !silent.has(one.localName) &&
    !(isNameAlone && (badge.test(one.getAttribute("class") ?? "") || one.getAttribute("role") === "status")) &&
    one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const walker = element.ownerDocument.createTreeWalker(
    element,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) => (!isElement(node) || counts(node) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT),
  );
  let text = "";
  let block: Element = element;
  for (let nodes = 0; nodes < most.nodes && text.length < most.characters && walker.nextNode(); nodes += 1) {
    const node = walker.currentNode;
    const around = blockOf(node, element);
    // What stands in blocks of their own are words of their own.
    if (around !== block || node.nodeName.toLowerCase() === "br") text += " ";
    block = around;
    if (!isElement(node)) text += (node.nodeValue ?? "").slice(0, most.characters);
  }
  return oneLine(text);
}

/** The nearest element around a node that begins a line of its own, as far as its name tells. */
function blockOf(node: Node, within: Element): Element {
  let around = isElement(node) ? node : node.parentElement;
  while (around && around !== within && inline.has(around.localName)) around = around.parentElement;
  return around ?? within;
}
