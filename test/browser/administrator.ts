import { z } from "zod";
import type { Policy } from "../../shared/policy.ts";
import { computer, type Grant, grant, group, person } from "../../shared/records.ts";
import { policy } from "../shared/valid.ts";
import { firstAdministrator } from "./server-process.ts";

/** The administrator, who acts through the server's endpoints alone, by the calls that README shows. */
export class Administrator {
  readonly #origin: string;
  readonly #token: string;

  private constructor(origin: string, token: string) {
    this.#origin = origin;
    this.#token = token;
  }

  static async signIn(origin: string): Promise<Administrator> {
    const signedOut = new Administrator(origin, "");
    const { token } = z
      .object({ token: z.string() })
      .parse(await signedOut.call("POST", "/api/tokens", firstAdministrator));
    return new Administrator(origin, token);
  }

  /** One call; throws with the problem's code when it is refused. */
  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.#origin}${path}`, {
      method,
      headers: {
        ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  }

  async nameOrganisation(name: string): Promise<void> {
    await this.call("PUT", "/api/organisation", { name });
  }

  async createGroup(name: string, changed: Partial<Policy> = {}): Promise<string> {
    return group.parse(await this.call("POST", "/api/groups", { name, ...policy(changed) })).id;
  }

  async changeGroup(id: string, policy: Partial<Policy>): Promise<void> {
    await this.call("PATCH", `/api/groups/${id}`, policy);
  }

  async createTechnician(name: string, email: string, password: string, groupId: string): Promise<string> {
    const body = { role: "technician", email, name, groupId, password };
    return person.parse(await this.call("POST", "/api/people", body)).id;
  }

  async grants(): Promise<Grant[]> {
    return z.object({ items: z.array(grant) }).parse(await this.call("GET", "/api/grants")).items;
  }

  /** The id of the newest computer by this name. */
  async computer(name: string): Promise<string> {
    const page = z.object({ items: z.array(computer) });
    const { items } = page.parse(await this.call("GET", "/api/computers"));
    const found = items.filter((one) => one.name === name).sort((one, other) => other.seenAt - one.seenAt)[0];
    if (found === undefined) throw new Error(`no computer is called ${name}`);
    return found.id;
  }

  async revoke(grantId: string): Promise<void> {
    await this.call("POST", `/api/grants/${grantId}/revoke`, {});
  }

  /** The texts of the history, oldest first. */
  async history(chain: string): Promise<string[]> {
    const page = z.object({ items: z.array(z.object({ entry: z.string() })) });
    const { items } = page.parse(await this.call("GET", `/api/history?chain=${encodeURIComponent(chain)}`));
    return items.map(({ entry }) => entry);
  }
}
