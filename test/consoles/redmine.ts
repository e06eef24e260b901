import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../demo/listen.ts";
import { DeskGround } from "./desk-ground.ts";
import { databaseSettings, gems, people } from "./redmine-data.ts";

/** Where Debian's redmine lies; nothing is written there. */
const program = "/usr/share/redmine";

/** Debian's redmine on a store of its own: a project, a technician, two customers and their issues. */
export class Redmine {
  readonly origin: string;
  /** numbers of the issues */
  readonly issues: { officePc: number; printer: number };
  readonly #ground: DeskGround;

  private constructor(origin: string, issues: Redmine["issues"], ground: DeskGround) {
    this.origin = origin;
    this.issues = issues;
    this.#ground = ground;
  }

  static async start(): Promise<Redmine> {
    const ground = await DeskGround.make("redmine", (folder) => ({
      BUNDLE_GEMFILE: `${folder}/Gemfile`,
      // An instance is a folder that is named from Redmine's own: this one lies elsewhere.
      REDMINE_INSTANCE: join("../../../..", folder),
      REDMINE_PROGRAM: program,
      REDMINE_PEOPLE: JSON.stringify(Object.values(people)),
      RAILS_ENV: "production",
    }));
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    try {
      await Promise.all(["log", "tmp", "files", "public"].map((path) => ground.makeFolder(path)));
      await ground.write("config/database.yml", databaseSettings(ground.folder));
      await ground.write("config/secret_key.txt", "for tests alone, longer than thirty characters");
      await ground.write("Gemfile", gems(program));
      await ground.write("config.ru", await readFile(join(import.meta.dirname, "redmine.ru"), "utf8"));
      const listening = ["--server", "webrick", "--host", "127.0.0.1", "--port", String(port)];
      await ground.serve("rackup", [...listening, `${ground.folder}/config.ru`], `${origin}/login`);
      return new Redmine(origin, await createIssues(origin), ground);
    } catch (error) {
      await ground.close();
      throw error;
    }
  }

  issuePage(number: number): string {
    return `${this.origin}/issues/${number}`;
  }

  stop(): Promise<void> {
    return this.#ground.close();
  }
}

type Issues = Redmine["issues"];

/** By the desk's own interface for programs, as the customers themselves. */
async function createIssues(origin: string): Promise<Issues> {
  const officePc = await createIssue(origin, people.office.key, {
    subject: "Update the printer driver on Office PC",
    description: "The computer is called Office PC. Please do it at night.",
    custom_field_values: { 1: "Office PC" },
  });
  const printer = await createIssue(origin, people.workshop.key, {
    subject: "Paper jam",
    description: "It stops after two pages.",
  });
  return { officePc, printer };
}

async function createIssue(origin: string, key: string, about: Record<string, unknown>): Promise<number> {
  const answer = await fetch(`${origin}/issues.json`, {
    method: "POST",
    headers: { "x-redmine-api-key": key, "content-type": "application/json" },
    body: JSON.stringify({ issue: { project_id: "customers", ...about } }),
  });
  const text = await answer.text();
  // {"issue":{"id":1,"project":{"id":1,…
  const id = Number(/^\{"issue":\{"id":(\d+),/.exec(text)?.[1]);
  if (!answer.ok || !Number.isInteger(id)) throw new Error(`no issue was created: ${answer.status} ${text}`);
  return id;
}
