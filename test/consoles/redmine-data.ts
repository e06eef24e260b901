import { anna } from "../browser/stage.ts";

// What Redmine reads: its settings in files, and the people that redmine.ru makes.

export const databaseSettings = (folder: string): string => `production:
  adapter: sqlite3
  database: ${folder}/redmine.sqlite3
  timeout: 10000
`;

/** Redmine's own gems, the store's, which it leaves out where no instance was set up, and a server. */
export const gems = (program: string): string => `eval_gemfile "${program}/Gemfile"
gem "sqlite3" unless dependencies.any? { |one| one.name == "sqlite3" }
gem "webrick"
`;

type Person = Record<"login" | "firstname" | "lastname" | "mail" | "password" | "key" | "role", string>;
const [firstname = "", lastname = ""] = anna.name.split(" ");
const customer = (login: string, place: string, key: string): Person => ({
  login,
  firstname: "Contoso",
  lastname: place,
  mail: `${login}@example.com`,
  password: `a password for ${login}`,
  key: key.repeat(40),
  role: "Reporter",
});
/** `key`: for the interface for programs. */
export const people = {
  technician: {
    login: "anna.berg",
    firstname,
    lastname,
    mail: anna.email,
    password: "a password for the desk",
    key: "a".repeat(40),
    role: "Manager",
  },
  office: customer("customer", "office", "b"),
  workshop: customer("workshop", "workshop", "c"),
} satisfies Record<string, Person>;
