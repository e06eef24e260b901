import type { WebSocket } from "ws";
import type { Entries, Grants, HeldGrant, LogIn, Visits } from "../../server/doorkeeper/parts.ts";
import { createVisits } from "../../server/doorkeeper/visits.ts";
import { freshId } from "../../shared/base64url.ts";
import { freshShare } from "../../shared/credentials.ts";
import type { FromDoor } from "../../shared/door-wire.ts";
import { hashOf, hear, type Saying, type Statement, say } from "../../shared/statements.ts";
import { agreeOnKeys } from "../../shared/stream.ts";
import type { Terms } from "../../shared/terms.ts";
import { privateKeyOf, publicNameOf } from "../shared/keys.ts";
import { lineBetween, TestViewer } from "./visit-viewer.ts";

const [technician, customer, door] = [1, 2, 3];
/** Tuesday, 20 October 2026, 14:35 in Berlin. */
export const today = Date.UTC(2026, 9, 20, 12, 35);
const minute = 60_000;

type Given = { logIn: LogIn; credentials?: Uint8Array | null };
type Ask = { grant: string; resumes?: string | null; by?: number; change?: Partial<Saying<"order">> };

/** The visits of a doorkeeper whose clock, grants, history and line to the server are the test's. */
export class VisitGround {
  readonly grants = new Map<string, HeldGrant>();
  readonly entries: string[] = [];
  readonly told: FromDoor[] = [];
  /** every copy of the kept credentials that was decrypted */
  readonly handedOut: Uint8Array[] = [];
  readonly visits: Visits;
  clock = { now: today, monotonic: 1_000, refuses: null as "clock-went-back" | "clocks-differ" | null };
  /** null: they can't be counted */
  triesLeft: number | null = 100;
  /** makes the next entry fail, as on a full disk */
  isFull = false;
  dials: (() => Promise<WebSocket>) | null = null;
  readonly #closings: (() => void)[] = [];
  readonly #dialled: ((viewer: WebSocket) => void)[] = [];
  readonly #lines: WebSocket[] = [];

  private constructor(given: Given, key: { name: string; privateKey: CryptoKey }) {
    const entries: Entries = {
      add: async (event, { because }) => {
        if (this.isFull) throw new Error("the disk is full");
        this.entries.push(because === undefined ? event : `${event} ${because}`);
      },
      extent: () => ({ entries: this.entries.length, head: "A".repeat(43) }),
    };
    const grants: Grants = {
      get: (id) => this.grants.get(id),
      credentials: async () => {
        const copy = given.credentials?.slice() ?? null;
        if (copy !== null) this.handedOut.push(copy);
        return copy;
      },
    };
    this.visits = createVisits({
      ...{ key, grants, entries, logIn: given.logIn },
      clock: {
        now: () => this.clock.now,
        monotonic: () => this.clock.monotonic,
        refuses: () => this.clock.refuses,
      },
      tries: {
        count: () => {
          if (this.triesLeft === null) throw new Error("the disk is full");
          if (this.triesLeft === 0) return "too-many-tries";
          this.triesLeft -= 1;
          return null;
        },
        succeeded: () => {},
      },
      tell: (message) => this.told.push(message),
      dial: () => (this.dials ? this.dials() : this.#dial()),
    });
  }

  static async make(given: Given): Promise<VisitGround> {
    return new VisitGround(given, { name: await publicNameOf(door), privateKey: await privateKeyOf(door) });
  }

  async #dial(): Promise<WebSocket> {
    const { door: line, viewer, close } = await lineBetween();
    this.#closings.push(close);
    const waits = this.#dialled.shift();
    if (waits) waits(viewer);
    else this.#lines.push(viewer);
    return line;
  }

  /** The viewer's end of the line that is dialled next, or that was. */
  dialled(): Promise<WebSocket> {
    const line = this.#lines.shift();
    return line ? Promise.resolve(line) : new Promise((done) => this.#dialled.push(done));
  }

  /** A grant of the customer's for the technician, open now for a day unless told otherwise. */
  async grant(terms: Partial<Terms> = {}, change: Partial<Statement<"grant">> = {}): Promise<string> {
    const id = freshId();
    const [technicianKey, customerKey, computer] = await Promise.all([technician, customer, door].map(publicNameOf));
    const usual: Terms = {
      credentialMode: "at-connection",
      span: { kind: "days", days: 1 },
      hours: [],
      zone: "Europe/Berlin",
    };
    const statement = {
      ...{ v: 1 as const, id, request: "A".repeat(43), technician: technicianKey ?? "", technicianName: "Anna Berg" },
      ...{
        customer: customerKey ?? "",
        computer: computer ?? "",
        terms: { ...usual, ...terms },
        confirmed: "click" as const,
      },
      ...{ credentials: null, challenge: "A".repeat(43), approvedAt: today - minute, ...change },
    };
    this.grants.set(id, { id, statement, signed: "", n: 0, pausedAt: null, revokedAt: null });
    return id;
  }

  /** Knocks; throws where that is refused. */
  async knock(grant: string): Promise<{ statement: string; challenge: Statement<"challenge"> }> {
    const answer = await this.visits.knock(grant);
    if (!answer.ok) throw new Error(answer.because);
    const heard = await hear("challenge", answer.statement, await publicNameOf(door));
    if (!heard.ok) throw new Error(heard.because);
    return { statement: answer.statement, challenge: heard.statement };
  }

  /** An order over a challenge as the technician signs it, or as somebody else would; and the private half of its share. */
  async sign(
    knocked: Awaited<ReturnType<VisitGround["knock"]>>,
    { resumes = null, by = technician, change = {} }: Omit<Ask, "grant">,
  ) {
    const { challenge, statement } = knocked;
    const { share, privateKey } = await freshShare();
    const saying: Saying<"order"> = {
      ...{ technician: await publicNameOf(technician), computer: challenge.computer, grant: challenge.grant },
      ...{ connection: challenge.connection, challenge: await hashOf(statement), share, resumes, at: this.clock.now },
      ...change,
    };
    return { order: await say("order", saying, await privateKeyOf(by)), privateKey };
  }

  /** Knocks, orders, and stands at the other end of the stream. Throws where it is refused. */
  async connect(ask: Ask): Promise<{ viewer: TestViewer; connection: string; order: string }> {
    const knocked = await this.knock(ask.grant);
    const { order, privateKey } = await this.sign(knocked, ask);
    const answer = await this.visits.order(order);
    if (!answer.ok) throw new Error(answer.because);
    const keys = await agreeOnKeys(privateKey, knocked.challenge.share, order);
    return { viewer: await TestViewer.on(await this.dialled(), keys), connection: answer.connection, order };
  }

  /** Lets both clocks go on by the same, second by second as the doorkeeper does, or as one step. */
  pass(ms: number, step = ms): void {
    for (let passed = 0; passed < ms; passed += step) {
      this.clock.now += Math.min(step, ms - passed);
      this.clock.monotonic += Math.min(step, ms - passed);
      this.visits.passTime();
    }
  }

  /** What the server was told of visits, in words. */
  get news(): string[] {
    return this.told.map((message) => (message.kind === "ended" ? `ended ${message.because}` : message.kind));
  }

  close(): void {
    for (const close of this.#closings.splice(0)) close();
  }
}
