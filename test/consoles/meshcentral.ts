import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmod, chown, copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket } from "node:tls";
import { promisify } from "node:util";
import { z } from "zod";
import { soon } from "../browser/soon.ts";
import { freePort } from "../demo/listen.ts";

// A MeshCentral as its own documents set it up: its server with a certificate that it made itself, and its own agents as
// devices, each under a host name of its own. All on loopback; nothing of it is known before.

const run = promisify(execFile);
const program = join(import.meta.dirname, "node_modules/meshcentral");
const nobody = 65534;
const patience = 90_000;
const devicesShape = z.array(
  z.looseObject({ _id: z.string(), name: z.string(), agent: z.looseObject({ core: z.string() }) }),
);

type MeshDevice = { name: string; id: string; address: string };
export type MeshCentral = {
  origin: string;
  account: { userName: string; password: string };
  /** the group that its devices are in, and what the server calls itself */
  group: string;
  title: string;
  devices: MeshDevice[];
  /** switches with which a Chromium takes this server's certificate, and no other that it can't check */
  flags: string[];
  /** Makes an account that may use this device and nothing else. */
  admit(userName: string, device: string): Promise<{ userName: string; password: string }>;
  stop(): Promise<void>;
};

export async function startMeshCentral(names: string[]): Promise<MeshCentral> {
  const folder = await mkdtemp(join(tmpdir(), "whileaway-meshcentral-"));
  const port = await freePort();
  const origin = `https://127.0.0.1:${port}`;
  const account = { userName: "anna", password: "Anna-Pass-1" };
  const [group, title] = ["Workshop", "Lab"];
  // The agents' account may pass through, and read nothing of the server's.
  await chmod(folder, 0o711);
  await mkdir(join(folder, "data"), { mode: 0o700 });
  await writeFile(join(folder, "data/config.json"), JSON.stringify(settings(port, title)));
  const where = ["--datapath", join(folder, "data"), "--filespath", join(folder, "files")];
  const server = (...args: string[]) => run(process.execPath, [join(program, "meshcentral.js"), ...where, ...args]);
  await server("--createaccount", account.userName, "--pass", account.password, "--email", "anna@contoso.example");
  await server("--adminaccount", account.userName);
  // One process, which ends when nobody holds its input any more.
  const launch = ["--disable-proto=delete", join(program, "meshcentral.js"), ...where, "--launch", String(process.pid)];
  const children: ChildProcess[] = [spawn(process.execPath, launch, { stdio: ["pipe", "ignore", "ignore"] })];
  const stop = async () => {
    const gone = children.map((child) =>
      child.exitCode === null && child.signalCode === null ? once(child, "exit") : null,
    );
    for (const child of children) child.kill();
    await Promise.all(gone);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const key = await soon("MeshCentral's own certificate", () => publicKey(origin).catch(() => null), patience);
    const control = async (...args: string[]): Promise<string> => {
      const as = [
        "--url",
        origin.replace(/^https/, "wss"),
        "--loginuser",
        account.userName,
        "--loginpass",
        account.password,
      ];
      return (await run(process.execPath, [join(program, "meshctrl.js"), ...args, ...as])).stdout;
    };
    const [, mesh] = /^ok mesh\/\/(\S+)/m.exec(await control("AddDeviceGroup", "--name", group)) ?? [];
    if (mesh === undefined) throw new Error("MeshCentral made no group of devices");
    const identity = await text(`${origin}/meshsettings?${new URLSearchParams({ id: mesh })}`);
    for (const name of names) children.push(await startAgent(join(folder, name), name, identity));
    const devices = await soon(
      "MeshCentral's devices",
      async () => {
        const listed = devicesShape.safeParse(JSON.parse(await control("ListDevices", "--json")));
        return listed.success && listed.data.length === names.length ? listed.data : null;
      },
      patience,
    );
    const admit = async (userName: string, device: string) => {
      const guest = { userName, password: "Guest-Pass-1" };
      const mail = ["--email", `${userName}@contoso.example`, "--emailverified"];
      await control("AddUser", "--user", userName, "--pass", guest.password, ...mail);
      await control("AddUserToDevice", "--id", `node//${device}`, "--userid", userName, "--remotecontrol");
      return guest;
    };
    return {
      ...{ origin, account, group, title, admit, stop },
      flags: [`--ignore-certificate-errors-spki-list=${key}`],
      devices: names.map((name) => {
        const id = devices.find((one) => one.name === name)?._id.replace("node//", "") ?? "";
        return { name, id, address: `${origin}/?viewmode=10&gotonode=${id}` };
      }),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const settings = (port: number, title: string) => ({
  settings: {
    ...{ cert: "127.0.0.1", port, portBind: "127.0.0.1", exactPorts: true, redirPort: 0, mpsPort: 0, WANonly: true },
    // Nothing is looked up elsewhere.
    ...{ selfUpdate: false, autoBackup: false, agentTimeStampServer: false },
  },
  domains: { "": { title, newAccounts: false } },
});

/** MeshCentral's agent for this machine, run by nobody, which believes that this is its host's name. */
async function startAgent(folder: string, name: string, identity: string): Promise<ChildProcess> {
  await mkdir(folder, { recursive: true });
  const agent = join(folder, "meshagent");
  const file = process.arch === "arm64" ? "meshagent_aarch64" : "meshagent_x86-64";
  await copyFile(join(program, "agents", file), agent);
  await chmod(agent, 0o755);
  // 33 kB of translations, which the agent of a screen without anybody before it needs not.
  await writeFile(`${agent}.msh`, identity.replace(/^translation=.*$/m, ""));
  for (const path of [folder, agent, `${agent}.msh`]) await chown(path, nobody, nobody);
  const asNobody = `exec setpriv --reuid=${nobody} --regid=${nobody} --clear-groups "$1" connect`;
  return spawn("unshare", ["--uts", "sh", "-c", `hostname "$0" && ${asNobody}`, name, agent], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder },
    stdio: "ignore",
  });
}

/** What a Chromium is to know a certificate by: the hash of its public key. */
async function publicKey(origin: string): Promise<string> {
  return new Promise((done, fail) => {
    const asked = get(`${origin}/health.ashx`, { rejectUnauthorized: false, agent: false }, (answer) => {
      answer.resume();
      const certificate = answer.socket instanceof TLSSocket ? answer.socket.getPeerX509Certificate() : undefined;
      if (certificate === undefined || answer.statusCode !== 200) return fail(new Error("it isn't up yet"));
      const der = certificate.publicKey.export({ type: "spki", format: "der" });
      done(createHash("sha256").update(der).digest("base64"));
    });
    asked.once("error", fail);
  });
}

async function text(address: string): Promise<string> {
  return new Promise((done, fail) => {
    const asked = get(address, { rejectUnauthorized: false, agent: false }, (answer) => {
      let all = "";
      answer.setEncoding("utf8");
      answer.on("data", (part) => {
        all += part;
      });
      answer.once("end", () => done(all));
    });
    asked.once("error", fail);
  });
}
