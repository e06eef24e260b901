import { describe, expect, it } from "vitest";
import type { Customer } from "./customer.ts";
import { arrive, meet } from "./meet.ts";
import { languages } from "./names.ts";
import type { Technician } from "./technician.ts";
import { useStage } from "./test-stage.ts";

const stage = useStage();

async function granted(language: "en" | "de"): Promise<{ technician: Technician; customer: Customer; grant: string }> {
  const before = new Set((await stage().administrator.grants()).map(({ id }) => id));
  const technician = await stage().technician({ language });
  const customer = await stage().customer({ language });
  await arrive(technician);
  await meet(technician, customer);
  await technician.ask({ span: { days: 5 } });
  await customer.question();
  await customer.approve();
  await technician.reads(technician.names.active);
  await technician.press(technician.names.endSession);
  await technician.seesWhyNoConnection();
  const grant = (await stage().administrator.grants()).find(({ id }) => !before.has(id));
  if (!grant) throw new Error("the server has no grant");
  return { technician, customer, grant: grant.id };
}

const kept = async (id: string) => (await stage().administrator.grants()).find((grant) => grant.id === id);

describe.each(languages)("a grant (%s)", (language) => {
  it("is revoked by the customer, for good", async () => {
    const { technician, customer, grant } = await granted(language);
    await customer.seesAccess();
    await customer.revoke();
    await customer.endedReads(customer.names.revokedByYou);
    await technician.endedReads(technician.names.revokedByCustomer);
    expect(await kept(grant)).toMatchObject({ revokedBy: "customer", access: { open: false, because: "revoked" } });
  });

  it("is revoked by the technician, for good", async () => {
    const { technician, customer, grant } = await granted(language);
    await technician.revoke();
    await technician.endedReads(technician.names.revokedByYou);
    await customer.endedReads(customer.names.revokedByTechnician);
    expect(await kept(grant)).toMatchObject({ revokedBy: "technician", access: { open: false, because: "revoked" } });
  });

  it("is revoked by the administrator, for good", async () => {
    const { technician, customer, grant } = await granted(language);
    await stage().administrator.revoke(grant);
    await technician.endedReads(technician.names.revokedByAdministrator);
    await customer.endedReads(customer.names.revokedByAdministrator);
    expect(await kept(grant)).toMatchObject({
      revokedBy: "administrator",
      access: { open: false, because: "revoked" },
    });
  });

  it("is paused and resumed by the customer, which the technician reads at once", async () => {
    const { technician, customer, grant } = await granted(language);
    await customer.seesAccess();
    await customer.pause();
    await technician.reads(technician.names.paused);
    expect(await kept(grant)).toMatchObject({ access: { open: false, because: "paused" } });
    await customer.resume();
    await technician.readsNoMore(technician.names.paused);
    expect(await kept(grant)).toMatchObject({ access: { open: true } });
  });
});
