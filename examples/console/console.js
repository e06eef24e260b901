// A console in small: devices, tickets, and one chat. It changes its pages without loading, as most consoles do, and
// says on each of them what it is about.
import { hear, tell } from "./whileaway.js";

const devices = [
  { id: "17", name: "Office PC", system: "Windows 11 Pro", place: "Berlin", seen: "online" },
  { id: "23", name: "Workshop PC", system: "Debian 12", place: "Lisbon", seen: "2 hours ago" },
  { id: "31", name: "Reception tablet", system: "Android 14", place: "Berlin", seen: "online", kind: "mobile" },
];
const tickets = [
  { number: "4711", title: "Updates outside working hours", device: "17" },
  { number: "4709", title: "Printer queue stalls every Monday", device: "23" },
];
const states = {
  pending: "asked, waiting for the customer",
  approved: "approved",
  denied: "denied",
  withdrawn: "withdrawn",
  lapsed: "lapsed without an answer",
};
/** The newest word on each reference, as it was heard. */
const newest = new Map();

/** An element with its attributes and children. Text stays text, whatever is in it. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
const link = (href, text) => make("a", { href }, text);
const list = (caption, heads, rows) =>
  make(
    "table",
    {},
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)))),
    make("tbody", {}, ...rows.map((cells) => make("tr", {}, ...cells.map((cell) => make("td", {}, cell))))),
  );
const facts = (pairs) =>
  make("dl", {}, ...pairs.flatMap(([term, text]) => [make("dt", {}, term), make("dd", {}, text)]));
const accessTo = (reference) => states[newest.get(reference)] ?? "nobody has asked from this page";

function devicePage(device) {
  // `device` is what this console calls it, and stays the same for good; `computer` is what people call it.
  tell({ computer: device.name, device: device.id, kind: device.kind ?? "desktop" });
  const own = tickets.filter((ticket) => ticket.device === device.id);
  return [
    make("h1", {}, device.name),
    facts([
      ["System", device.system],
      ["Place", device.place],
      ["Last seen", device.seen],
      ["Unattended access", accessTo(`device:${device.id}`)],
    ]),
    list(
      "Tickets",
      ["Number", "Title"],
      own.map((ticket) => [link(`#/tickets/${ticket.number}`, ticket.number), ticket.title]),
    ),
  ];
}

function ticketPage(ticket) {
  const device = devices.find(({ id }) => id === ticket.device);
  // A page may name both: the panel fills in the ticket, and finds computer and session by the device.
  tell({ computer: device.name, device: device.id, ticket: ticket.number });
  return [
    make("h1", {}, `${ticket.number}: ${ticket.title}`),
    facts([
      ["Device", link(`#/devices/${device.id}`, device.name)],
      ["Unattended access", accessTo(`device:${device.id}`)],
    ]),
  ];
}

function listPage(heading, heads, rows) {
  // A list is about nothing in particular, so it says nothing.
  tell({});
  return [make("h1", {}, heading), list(`${rows.length} ${heading.toLowerCase()}`, heads, rows)];
}

function pageAt(path) {
  const [, which = "", id = ""] = path.split("/");
  const device = which === "devices" && devices.find((one) => one.id === id);
  const ticket = which === "tickets" && tickets.find((one) => one.number === id);
  if (device) return devicePage(device);
  if (ticket) return ticketPage(ticket);
  if (which === "tickets") {
    const rows = tickets.map(({ number, title }) => [link(`#/tickets/${number}`, number), title]);
    return listPage("Tickets", ["Number", "Title"], rows);
  }
  const rows = devices.map(({ id, name, place, seen }) => [link(`#/devices/${id}`, name), place, seen]);
  return listPage("Devices", ["Name", "Place", "Last seen"], rows);
}

function paint() {
  const page = document.querySelector("#page");
  page.replaceChildren(...pageAt(location.hash.slice(1)));
  document.title = `${page.querySelector("h1").textContent} · Workbench`;
  const metas = [...document.head.querySelectorAll('meta[name^="whileaway:"]')].map((meta) => meta.outerHTML);
  document.querySelector("#metas").textContent = metas.join("\n") || "Nothing: this page is about no single thing.";
}

hear(({ reference, state, at }) => {
  newest.set(reference, state);
  document.querySelector("#silence").hidden = true;
  const when = make("time", { datetime: new Date(at).toISOString() }, new Date(at).toLocaleTimeString());
  document.querySelector("#news").prepend(make("li", {}, when, ` ${reference} ${states[state] ?? state}`));
  paint();
});
addEventListener("hashchange", () => {
  paint();
  document.querySelector("#page").focus();
});
paint();
