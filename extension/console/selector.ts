// A selector for an element that somebody pointed at: short, and such that it finds the same thing on the next page of
// this console. It leans on what a person has named and not on what a tool has numbered.

/** Whether a selector means this element and no other. */
type Finds = (selector: string) => boolean;

const most = { name: 60, depth: 12, classes: 4, way: 900 };
/** Made by tools: runs of digits, hexadecimal, letters and digits mixed, and the names of those who make such. */
const made =
  /\d{3,}|[0-9a-f]{8,}|[:./[\]()@!%,=]|[a-z]\d+[a-z]\d|\d[a-z]+\d[a-z]|^(?:css|sc|jss|emotion|ember|ext-gen|mui|radix|headlessui|react|cdk|ng-tns|yui|ui-id|gwt|svelte|_ng)[-_\d]/i;
/** What is appended to a class so that it is nobody else's: `Title_name__3hX9z`. */
const hashed = /__?(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{4,}$/i;
/** Classes that come and go, and those that say how something looks and not what it is. */
const passing =
  /^(?:is|has|js|no)-|^-?[a-z]{1,8}-(?:\d+|xs|sm|md|lg|xl|auto|full)$|(?:^|[-_])(?:active|open|opened|closed|hover|focus|focused|selected|current|on|off|online|offline|visible|hidden|show|shown|hide|disabled|enabled|loading|loaded|expanded|collapsed|first|last|odd|even|new|unread|error|success|warning)$/i;
/** Attributes in which consoles name the parts of their pages. */
const naming = "data-testid data-test data-qa data-cy data-field data-name data-column data-role itemprop name".split(
  " ",
);
const landmarks = /^(?:main|article|aside|header|h1|form)$/;

/** Null where no selector that is short enough means the element. `page`: words of this very page, as its address and title. */
export function selectorFor(element: Element, page: string, finds: Finds): string | null {
  const own = [...anchorsFor(element, page), CSS.escape(element.localName)];
  for (const step of own) if (finds(step)) return step;
  // By what stands around it.
  const around = ancestors(element).map((one) => ({ one, anchors: anchorsFor(one, page) }));
  for (const { anchors } of around) {
    for (const anchor of anchors) for (const step of own) if (finds(`${anchor} ${step}`)) return `${anchor} ${step}`;
  }
  // By the way that leads to it.
  let way = amongSiblings(element);
  for (const { one, anchors } of around) {
    for (const anchor of anchors) if (finds(`${anchor} > ${way}`)) return `${anchor} > ${way}`;
    way = `${amongSiblings(one)} > ${way}`;
    if (way.length > most.way) return null;
    if (finds(way)) return way;
  }
  return null;
}

function ancestors(element: Element): Element[] {
  const all: Element[] = [];
  for (let one = element.parentElement; one && all.length < most.depth; one = one.parentElement) all.push(one);
  return all;
}

/** By its own names, the most telling first. */
function anchorsFor(element: Element, page: string): string[] {
  const steady = (name: string): boolean => name.length <= most.name && !made.test(name) && !isOfPage(name, page);
  const tag = CSS.escape(element.localName);
  const id = element.getAttribute("id") ?? "";
  const attributes = naming
    .map((name) => ({ name, value: element.getAttribute(name) ?? "" }))
    // A value that the page shows says which thing this is, and not which part of the page.
    .filter(({ value }) => value !== "" && !/\d/.test(value) && steady(value) && !page.includes(value));
  const classes = [...element.classList].filter((name) => steady(name) && !hashed.test(name) && !passing.test(name));
  return [
    ...(id !== "" && steady(id) ? [`#${CSS.escape(id)}`] : []),
    ...attributes.map(({ name, value }) => `[${name}="${CSS.escape(value)}"]`),
    ...classes.slice(0, most.classes).map((name) => `${tag}.${CSS.escape(name)}`),
    ...(landmarks.test(element.localName) ? [tag] : []),
  ];
}

/** Whether a name has a number in it that this page has too, and the next page hasn't: `ticket-17`. */
const isOfPage = (name: string, page: string): boolean =>
  (name.match(/\d+/g) ?? []).some((number) => new RegExp(`(?<!\\d)${number}(?!\\d)`).test(page));

function amongSiblings(element: Element): string {
  const tag = CSS.escape(element.localName);
  const alike = [...(element.parentElement?.children ?? [])].filter(({ localName }) => localName === element.localName);
  return alike.length > 1 ? `${tag}:nth-of-type(${alike.indexOf(element) + 1})` : tag;
}
