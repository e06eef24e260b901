// The whole of the sample console: a list of devices, a page for each, tickets; pages change without loading.

const devices = [
  {
    id: "office-pc",
    name: "Office PC",
    site: "Berlin",
    system: "Windows 11 Pro",
    seen: "online",
    user: "front office",
    address: "10.20.4.17",
    memory: "16 GB",
    disk: "212 of 476 GB free",
  },
  {
    id: "reception-pc",
    name: "Reception PC",
    site: "Berlin",
    system: "Windows 11 Pro",
    seen: "online",
    user: "reception",
    address: "10.20.4.21",
    memory: "8 GB",
    disk: "98 of 238 GB free",
  },
  {
    id: "workshop-pc",
    name: "Workshop PC",
    site: "Lisbon",
    system: "Debian 12",
    seen: "2 hours ago",
    user: "workshop",
    address: "10.31.0.8",
    memory: "32 GB",
    disk: "640 of 931 GB free",
  },
  {
    id: "warehouse-tablet",
    name: "Warehouse tablet",
    site: "Lisbon",
    system: "Android 14",
    seen: "online",
    user: "warehouse",
    address: "10.31.2.40",
    memory: "6 GB",
    disk: "71 of 119 GB free",
  },
  {
    id: "archive-server",
    name: "Archive server",
    site: "Berlin",
    system: "Windows Server 2022",
    seen: "yesterday",
    user: "none",
    address: "10.20.1.5",
    memory: "64 GB",
    disk: "1.2 of 3.6 TB free",
  },
];

const tickets = [
  { number: 4711, device: "office-pc", title: "Updates outside working hours", state: "open" },
  { number: 4709, device: "workshop-pc", title: "Printer queue stalls every Monday", state: "open" },
  { number: 4698, device: "archive-server", title: "Disk almost full", state: "waiting" },
  { number: 4690, device: "reception-pc", title: "Second screen stays dark", state: "closed" },
];

/** An element with its properties and children; text is only ever set as text. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function table(caption, heads, rows) {
  const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)));
  const body = rows.map((cells) => make("tr", {}, ...cells.map((cell) => make("td", {}, cell))));
  return make("table", {}, make("caption", {}, caption), make("thead", {}, head), make("tbody", {}, ...body));
}

const link = (href, text) => make("a", { href }, text);
const state = (text) => make("span", { class: text === "online" || text === "open" ? "state on" : "state" }, text);

function listPage(filter) {
  const shown = devices.filter((device) => device.name.toLowerCase().includes(filter.toLowerCase()));
  return [
    make("h1", {}, "Devices"),
    table(
      `${shown.length} devices`,
      ["Name", "Site", "System", "Last seen"],
      shown.map((device) => [
        link(`/devices/${device.id}`, device.name),
        device.site,
        device.system,
        state(device.seen),
      ]),
    ),
  ];
}

function devicePage(device) {
  const facts = [
    ["System", device.system],
    ["Site", device.site],
    ["Address", device.address],
    ["Signed in", device.user],
    ["Memory", device.memory],
    ["Disk", device.disk],
  ];
  const own = tickets.filter((ticket) => ticket.device === device.id);
  return [
    make("p", { class: "trail" }, link("/devices", "Devices"), " / ", device.name),
    make("h1", {}, device.name, " ", state(device.seen)),
    make(
      "div",
      { class: "bar" },
      ...["Remote control", "File transfer", "Restart"].map((text) => make("button", { type: "button" }, text)),
    ),
    make("dl", {}, ...facts.flatMap(([term, text]) => [make("dt", {}, term), make("dd", {}, text)])),
    own.length > 0
      ? table(
          "Tickets",
          ["Number", "Title", "State"],
          own.map((ticket) => [String(ticket.number), ticket.title, state(ticket.state)]),
        )
      : make("p", {}, "No tickets."),
    make("label", { class: "notes" }, "Notes", make("textarea", { rows: "4" })),
  ];
}

function ticketsPage() {
  const nameOf = (id) => devices.find((device) => device.id === id)?.name ?? id;
  const rows = tickets.map((ticket) => [
    String(ticket.number),
    ticket.title,
    link(`/devices/${ticket.device}`, nameOf(ticket.device)),
    state(ticket.state),
  ]);
  return [make("h1", {}, "Tickets"), table(`${tickets.length} tickets`, ["Number", "Title", "Device", "State"], rows)];
}

function pageAt(path, filter) {
  const device = devices.find(({ id }) => path === `/devices/${id}`);
  if (device) return devicePage(device);
  if (path === "/tickets") return ticketsPage();
  if (path === "/reports") return [make("h1", {}, "Reports"), make("p", {}, "No reports yet.")];
  return listPage(filter);
}

function paint() {
  const page = document.querySelector("#page");
  page.replaceChildren(...pageAt(location.pathname, document.querySelector("#search").value));
  document.title = `${page.querySelector("h1").textContent} · Device Desk`;
}

document.addEventListener("click", (event) => {
  const anchor = event.target.closest("a[href^='/']");
  if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", anchor.getAttribute("href"));
  paint();
});
addEventListener("popstate", paint);
document.querySelector("#search").addEventListener("input", () => {
  if (location.pathname !== "/devices") history.pushState(null, "", "/devices");
  paint();
});
paint();
