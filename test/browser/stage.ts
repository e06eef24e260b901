import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startConsole } from "../demo/console/server.ts";
import { freePort } from "../demo/listen.ts";
import { Administrator } from "./administrator.ts";
import { Computer } from "./computer.ts";
import { Customer } from "./customer.ts";
import { Profile, type ProfileSettings } from "./profile.ts";
import { ServerProcess } from "./server-process.ts";
import { Technician } from "./technician.ts";
import { Wire } from "./wire.ts";

export type Account = { name: string; email: string; password: string };
/** The sample technician. */
export const anna: Account = {
  name: "Anna Berg",
  email: "anna.berg@contoso.example",
  password: "a password for Anna",
};
export const organisation = "Contoso IT";
export const lisbon = "Europe/Lisbon";
export const berlin = "Europe/Berlin";

export type StageSettings = { extension: string; serverPort: number };
type PersonSettings = Partial<Omit<ProfileSettings, "extension">>;

/**
 * Everything that a story needs, for real: the server on an empty store, a console, an organisation with one technician
 * in one group, and as many browsers as there are people.
 */
export class Stage {
  readonly server: ServerProcess;
  /** the one way to the server */
  readonly wire: Wire;
  readonly console: Awaited<ReturnType<typeof startConsole>>;
  readonly administrator: Administrator;
  readonly group: string;
  readonly #settings: StageSettings;
  readonly #folder: string;
  readonly #profiles: Profile[] = [];
  readonly #computers: Computer[] = [];
  #folders = 0;
  #accounts = 0;

  private constructor(
    parts: Pick<Stage, "server" | "wire" | "console" | "administrator" | "group">,
    settings: StageSettings,
    folder: string,
  ) {
    this.server = parts.server;
    this.wire = parts.wire;
    this.console = parts.console;
    this.administrator = parts.administrator;
    this.group = parts.group;
    this.#settings = settings;
    this.#folder = folder;
  }

  static async open(settings: StageSettings): Promise<Stage> {
    // The wire first: what it listens on can't be chosen for the server then.
    const wire = await Wire.open(settings.serverPort);
    const folder = await mkdtemp(join(tmpdir(), "whileaway-stage-"));
    const port = await freePort();
    wire.leadTo(port);
    const server = new ServerProcess(port, join(folder, "data"), settings.serverPort);
    await server.start();
    const administrator = await Administrator.signIn(server.origin);
    await administrator.nameOrganisation(organisation);
    const group = await administrator.createGroup("Support");
    return new Stage({ server, wire, console: await startConsole(), administrator, group }, settings, folder);
  }

  /** An account for a technician of the group; each has sessions of her own. */
  async account(name = anna.name): Promise<Account> {
    this.#accounts += 1;
    const email = this.#accounts === 1 ? anna.email : anna.email.replace("@", `.${this.#accounts}@`);
    await this.administrator.createTechnician(name, email, anna.password, this.group);
    return { name, email, password: anna.password };
  }

  /** A technician in Lisbon, on the page of a device, the panel still closed. */
  async technician(settings: PersonSettings = {}, name?: string): Promise<Technician> {
    const account = await this.account(name);
    const profile = await this.#profile({ zone: lisbon, language: "en", ...settings });
    return Technician.atConsole(profile, this.console.address("office-pc"), account);
  }

  /** The customer in Berlin, with the popup open. */
  async customer(settings: PersonSettings = {}): Promise<Customer> {
    return Customer.atPopup(await this.#profile({ zone: berlin, language: "en", ...settings }));
  }

  /** A computer with a real screen, and no doorkeeper yet. */
  async computer(): Promise<Computer> {
    this.#folders += 1;
    const computer = await Computer.start(join(this.#folder, `computer-${this.#folders}`));
    this.#computers.push(computer);
    return computer;
  }

  async #profile(settings: Omit<ProfileSettings, "extension">): Promise<Profile> {
    const profile = await Profile.open({ ...settings, extension: this.#settings.extension });
    this.#profiles.push(profile);
    return profile;
  }

  /** Closes browsers, console and server, and removes all that they kept. */
  async close(): Promise<void> {
    await this.closeBrowsers();
    await this.console.stop();
    await this.wire.close();
    await this.server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** A picture of every page that is open now, and what the doorkeepers wrote, for whoever looks into a failure. */
  async takePictures(path: string): Promise<void> {
    await Promise.all(this.#computers.map((computer, index) => computer.keepOutput(`${path}-computer-${index}.txt`)));
    const pages = this.#profiles.flatMap((profile) => profile.context.pages());
    await Promise.all(pages.map((page, index) => page.screenshot({ path: `${path}-${index}.png` }).catch(() => null)));
  }

  /** Closes browsers and computers, for the next story on the same server. */
  async closeBrowsers(): Promise<void> {
    await Promise.all(this.#computers.splice(0).map((computer) => computer.stop()));
    await Promise.all(this.#profiles.splice(0).map((profile) => profile.close()));
  }
}
