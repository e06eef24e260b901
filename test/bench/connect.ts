import { once } from "node:events";
import { WebSocket } from "ws";
import { agreeOnKeys } from "../../shared/stream.ts";
import { logInAt, officeAdmin } from "../doorkeeper/screen-rig.ts";
import { VisitGround } from "../doorkeeper/visit-ground.ts";
import { Bytes, TestViewer } from "../doorkeeper/visit-viewer.ts";
import { RealScreen } from "../screen/real-screen.ts";
import { Hops, opened } from "./hops.ts";
import { median, type Row } from "./row.ts";

const rounds = 15;

/** RFB from ClientInit on, to whoever was let in: asks for the whole screen, unpacked, and waits for its last byte. */
async function firstPicture(
  say: (bytes: Uint8Array) => unknown,
  read: (length: number) => Promise<Buffer>,
): Promise<void> {
  const raw = Uint8Array.of(2, 0, 0, 1, 0, 0, 0, 0);
  const ask = Buffer.from([3, 0, 0, 0, 0, 0, 4, 0, 3, 0]);
  await say(raw);
  await say(ask);
  let left = 1_024 * 768;
  while (left > 0) {
    const rectangles = (await read(4)).readUInt16BE(2);
    for (let count = 0; count < rectangles; count += 1) {
      const head = await read(12);
      const pixels = head.readUInt16BE(4) * head.readUInt16BE(6);
      await read(4 * pixels);
      left -= pixels;
    }
  }
}

/** From the technician's click: knock, challenge, order, stream, first frame, log-in, picture; through the server's streams. */
async function throughDoor(ground: VisitGround, grant: string, relay: number): Promise<void> {
  const knocked = await ground.knock(grant);
  const { order, privateKey } = await ground.sign(knocked, {});
  const answer = await ground.visits.order(order);
  if (!answer.ok) throw new Error(answer.because);
  const keys = await agreeOnKeys(privateKey, knocked.challenge.share, order);
  const viewer = await TestViewer.on(await opened(relay, "viewer"), keys);
  await viewer.sendCredentials(officeAdmin);
  await viewer.next();
  await viewer.handshake();
  await firstPicture(
    (bytes) => viewer.sendScreen(bytes),
    (length) => viewer.screen(length),
  );
  await ground.visits.end("any", "technician");
  viewer.line.terminate();
}

/** As noVNC logs in over websockify: VeNCrypt Plain, with the same account. */
async function throughWebsockify(port: number): Promise<void> {
  const held = new Bytes();
  let more = (): void => {};
  const line = await opened(port, "", (bytes) => {
    held.add(bytes);
    more();
  });
  const read = async (length: number): Promise<Buffer> => {
    for (;;) {
      const bytes = held.take(length);
      if (bytes !== null) return bytes;
      await new Promise<void>((done) => {
        more = done;
      });
    }
  };
  const say = (bytes: Uint8Array): void => line.send(bytes);
  say(await read(12));
  await read((await read(1)).readUInt8());
  say(Uint8Array.of(19));
  await read(2);
  say(Uint8Array.of(0, 2));
  await read(1);
  await read(4 * (await read(1)).readUInt8());
  const lengths = Buffer.from([0, 0, 1, 0, 0, 0, 0, officeAdmin.userName.length, 0, 0, 0, officeAdmin.password.length]);
  say(Buffer.concat([lengths, Buffer.from(officeAdmin.userName + officeAdmin.password)]));
  if ((await read(4)).readUInt32BE() !== 0) throw new Error("not accepted");
  say(Uint8Array.of(1));
  await read((await read(24)).readUInt32BE(20));
  await firstPicture(say, read);
  line.terminate();
}

/**
 * From *Connect* to the first picture, beside a plain viewer over websockify to the same screen and account. Both viewers
 * are of Node. The doorkeeper asks for accounts from outside the screen's namespace, which costs it some milliseconds.
 */
export async function connectRows(): Promise<Row[]> {
  const screen = await RealScreen.start({ port: true });
  const hops = new Hops();
  try {
    const relay = await hops.start("relay");
    const websockify = await hops.startWebsockify(screen.port ?? 0);
    const ground = await VisitGround.make({ logIn: logInAt(screen) });
    ground.dials = async () => {
      const line = new WebSocket(`ws://127.0.0.1:${relay.port}/door`, { perMessageDeflate: false });
      await once(line, "open");
      return line;
    };
    const grant = await ground.grant();
    const taken = { ours: [] as number[], theirs: [] as number[] };
    const timed = async (deed: () => Promise<void>): Promise<number> => {
      const began = performance.now();
      await deed();
      return performance.now() - began;
    };
    for (let round = -1; round < rounds; round += 1) {
      const ours = await timed(() => throughDoor(ground, grant, relay.port));
      const theirs = await timed(() => throughWebsockify(websockify));
      if (round < 0) continue;
      taken.ours.push(ours);
      taken.theirs.push(theirs);
    }
    const [ours, theirs] = [median(taken.ours), median(taken.theirs)];
    return [{ name: "connect.first-picture", ours, theirs, unit: "ms", ratio: ours / theirs }];
  } finally {
    await hops.stop();
    await screen.stop();
  }
}
