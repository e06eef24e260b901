import { describe, expect, it } from "vitest";
import type { CustomerRequest } from "../../extension/messages.ts";
import { type Credentials, sealCredentials, writeBlock } from "../../shared/credentials.ts";
import { hashOf, sha256 } from "../../shared/statements.ts";
import { browserWithBoth, verifiedOf } from "./browser-with-both.ts";
import { account } from "./scripted-door.ts";
import { readStatement } from "./scripted-server.ts";

// Approving through the doorkeeper (protocol.md section 4): a grant begins at the computer, over its challenge, with its
// receipt. Until that was verified here, nobody was let in as far as this browser says.

type Both = Awaited<ReturnType<typeof browserWithBoth>>;
type Verified = Extract<CustomerRequest, { verified: true }>;

const setup = { paired: true, terms: { credentialMode: "at-setup" as const } };

const click = (both: Both, { id, painted }: Verified) =>
  both.send("popup", { act: "approve", request: id, painted, credentials: null });

/** As the popup does: asks for a challenge, seals for it, sends at once. */
async function approveWith(both: Both, { id, painted }: Verified, credentials: Credentials) {
  const asked = await both.send("popup", { act: "ask-challenge", request: id, painted });
  if (!asked.ok) return asked;
  const sealed = await sealCredentials(writeBlock(credentials), asked.share, asked.sealedFor);
  return both.send("popup", { act: "approve", request: id, painted, credentials: sealed });
}

describe("with a click", () => {
  it("the grant names the doorkeeper and answers its challenge, and counts with its receipt", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask({ paired: true });
    expect(request).toMatchObject({ atDoor: true, credentials: "none" });
    expect(await click(both, request)).toEqual({ ok: true });
    const [grant] = await both.popup.state(({ grants }) => grants[0]?.told && grants);
    expect(grant).toMatchObject({ computerKnows: true, confirmed: "click" });
    const signed = String(both.server.calls("/approve")[0]?.body.grant);
    expect(readStatement(signed)).toMatchObject({
      computer: both.door.key.name,
      confirmed: "click",
      credentials: null,
      request: await hashOf(both.server.requests.get(request.id)?.signed ?? ""),
    });
    expect(both.door.grants.get(grant?.id ?? "")?.signed).toBe(signed);
  });
});

describe("with the customer's credentials", () => {
  it("they reach the doorkeeper sealed, and are kept nowhere here", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask(setup);
    expect(request).toMatchObject({ atDoor: true, credentials: "setup" });
    expect(await approveWith(both, request, account)).toEqual({ ok: true });
    expect(both.door.seen.credentials).toEqual([account]);
    const call = both.server.calls("/approve")[0]?.body;
    const sealed = String(call?.credentials);
    expect(readStatement(call?.grant)).toMatchObject({ confirmed: "password", credentials: await sha256(sealed) });
    expect(JSON.stringify([await both.store.getAll("ledger"), await both.kept()])).not.toContain(sealed);
    expect(JSON.stringify(both.server.calls(""))).not.toContain(account.password);
  });

  it("a wrong password is said at once and costs another try, over a new challenge and under the same id", async () => {
    const both = await browserWithBoth();
    const { request } = await both.ask(setup);
    const wrong = { ...account, password: "wrong" };
    expect(await approveWith(both, request, wrong)).toEqual({ ok: false, code: "not-accepted" });
    const { grants: none } = await both.popup.state((state) => verifiedOf(state)?.sending === false && state);
    expect(none).toEqual([]);
    expect(await approveWith(both, request, account)).toEqual({ ok: true });
    const grants = both.server.calls("/approve").map(({ body }) => readStatement(body.grant));
    expect(grants[0]?.id).toBe(grants[1]?.id);
    expect(grants[0]?.challenge).not.toBe(grants[1]?.challenge);
  });
});
