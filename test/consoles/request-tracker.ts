import { freePort } from "../demo/listen.ts";
import { DeskGround } from "./desk-ground.ts";
import { accounts, settings } from "./request-tracker-data.ts";

export const technicianAccount = { name: "anna.berg", password: "a password for the desk" };

/** Debian's request-tracker5 on a store of its own: a queue, a technician, two customers and their tickets. */
export class RequestTracker {
  readonly origin: string;
  /** numbers of the tickets */
  readonly tickets: { officePc: number; printer: number };
  /** number of the entry for a computer in its list of what the customers have */
  readonly asset: number;
  readonly #ground: DeskGround;

  private constructor(origin: string, tickets: RequestTracker["tickets"], asset: number, ground: DeskGround) {
    this.origin = origin;
    this.tickets = tickets;
    this.asset = asset;
    this.#ground = ground;
  }

  static async start(): Promise<RequestTracker> {
    const ground = await DeskGround.make("request-tracker", (folder) => ({
      RT_SITE_CONFIG: `${folder}/RT_SiteConfig.pm`,
      // A folder without files: those of the machine's own instance don't count.
      RT_SITE_CONFIG_DIR: `${folder}/more`,
    }));
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    try {
      await Promise.all(["more", "mason", "sessions", "log"].map((path) => ground.makeFolder(path)));
      await ground.write("RT_SiteConfig.pm", settings(ground.folder, port));
      await ground.write("accounts.pl", accounts(technicianAccount));
      await ground.run("rt-setup-database-5", ["--action", "init", "--skip-create", "--dba", "nobody"]);
      await ground.run("rt-setup-database-5", ["--action", "insert", "--datafile", `${ground.folder}/accounts.pl`]);
      const program = "/usr/share/request-tracker5/libexec/rt-server";
      await ground.serve(program, ["--host", "127.0.0.1", "--port", String(port), "--max-workers", "2"], origin);
      const officePc = await create(origin, "ticket", {
        Queue: "Support",
        Subject: "Update the printer driver on Office PC",
        Requestor: "customer@example.com",
        Content: "The computer is called Office PC. Please do it at night.",
        CustomFields: { Computer: "Office PC" },
      });
      const printer = await create(origin, "ticket", {
        Queue: "Support",
        Subject: "Paper jam",
        Requestor: "workshop@example.com",
        Content: "It stops after two pages.",
      });
      const asset = await create(origin, "asset", { Catalog: "General assets", Name: "Office PC" });
      return new RequestTracker(origin, { officePc, printer }, asset, ground);
    } catch (error) {
      await ground.close();
      throw error;
    }
  }

  ticketPage(number: number): string {
    return `${this.origin}/Ticket/Display.html?id=${number}`;
  }

  stop(): Promise<void> {
    return this.#ground.close();
  }
}

/** By the desk's own interface for programs, as its technician. */
async function create(origin: string, what: "ticket" | "asset", thing: Record<string, unknown>): Promise<number> {
  const { name, password } = technicianAccount;
  const answer = await fetch(`${origin}/REST/2.0/${what}`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ ContentType: "text/plain", ...thing }),
  });
  const created: unknown = await answer.json();
  const id = created !== null && typeof created === "object" && "id" in created ? Number(created.id) : Number.NaN;
  if (!answer.ok || !Number.isInteger(id)) throw new Error(`no ${what} was created: ${JSON.stringify(created)}`);
  return id;
}
