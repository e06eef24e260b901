// A page may name its elements after a document's properties (`<img name="body">`) and so take their place. What the tab
// needs of a document goes past that.

const html = "http://www.w3.org/1999/xhtml";

// Not `instanceof`: what stands in a frame has classes of its own.
export const isElement = (node: unknown): node is Element =>
  typeof node === "object" && node !== null && "nodeType" in node && node.nodeType === 1;
export const isHtml = <Name extends keyof HTMLElementTagNameMap>(
  node: unknown,
  ...names: Name[]
): node is HTMLElementTagNameMap[Name] =>
  isElement(node) && node.namespaceURI === html && names.some((name) => name === node.localName);

/** The `html` element; null while there is none, and in documents of other kinds (SVG, XML). */
export function rootOf(page: Document): HTMLElement | null {
  const root: unknown = Reflect.get(Document.prototype, "documentElement", page);
  return isHtml(root, "html") ? root : null;
}

export const headOf = (page: Document): Element | null =>
  [...(rootOf(page)?.children ?? [])].find(({ localName }) => localName === "head") ?? null;

/** An HTML element in documents of any kind: XHTML's `createElement` is the same, XML's isn't. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  page: Document,
  name: Name,
  attributes: Record<string, string> = {},
): HTMLElementTagNameMap[Name] {
  const element = Document.prototype.createElementNS.call(page, html, name) as HTMLElementTagNameMap[Name];
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
}
