import { connectBackground } from "../../page/connect.ts";
import { paint } from "../../page/paint.tsx";
import { Viewer } from "../../viewer/viewer.tsx";
import { createVisit } from "../../viewer/visit.ts";

const grant = location.hash.slice(1);
const background = connectBackground((port) => (port === "viewer" ? `viewer ${grant}` : port));
const visit = createVisit({
  grant,
  connect: (ask) => background.send("connect", ask),
  endConnection: (connection) => background.send("end-connection", { connection }),
  openSocket: (address) => new WebSocket(address),
  now: Date.now,
  ticks: () => performance.now(),
  after: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  every(ms, deed) {
    const timer = setInterval(deed, ms);
    return () => clearInterval(timer);
  },
  random: Math.random,
});
// Another grant in the address is another page.
addEventListener("hashchange", () => location.reload());

paint(<Viewer visit={visit} />, background, ({ viewer }) => viewer.region);
