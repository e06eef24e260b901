import { describe, expect, it } from "vitest";
import { arrive, meet } from "./meet.ts";
import { languages } from "./names.ts";
import { ScriptedPair } from "./scripted-pair.ts";
import { useStage } from "./test-stage.ts";

const stage = useStage();
const refused = (code: string) => ({
  status: 422,
  body: expect.objectContaining({ code: "refused", reasons: [{ code, field: "session" }] }),
});

describe.each(languages)("on the screen, a request (%s)", (language) => {
  it.each([
    ["chat-only", "inChatOnly"],
    ["mobile", "inMobile"],
  ] as const)("can't be sent in a %s session, which says why", async (kind, why) => {
    const technician = await stage().technician({ language });
    const customer = await stage().customer({ language });
    await arrive(technician);
    await meet(technician, customer, kind);
    await technician.reads(technician.names[why]);
    await technician.cantRequest();
  });

  it("can't be sent outside an active session: there is nothing to send it with before, and after it ended", async () => {
    const technician = await stage().technician({ language });
    const customer = await stage().customer({ language });
    await arrive(technician);
    await technician.cantRequest();
    const code = await technician.startSession();
    await technician.cantRequest();
    await customer.join(code, "Office PC");
    await technician.readNumber();
    await technician.cantRequest();
    await customer.typeNumber(await technician.readNumber());
    await technician.itFits();
    await technician.press(technician.names.endSession);
    await (await technician.button(technician.names.startSession)).waitFor();
    await technician.cantRequest();
  });

  it("can't be sent by a group that isn't permitted, and the change reaches an open panel within a second", async () => {
    const technician = await stage().technician({ language });
    const customer = await stage().customer({ language });
    await arrive(technician);
    await meet(technician, customer);
    try {
      const before = performance.now();
      await stage().administrator.changeGroup(stage().group, { mayUse: false });
      await technician.reads(technician.names.notPermitted);
      expect(performance.now() - before).toBeLessThan(1_000);
      await technician.cantRequest();
    } finally {
      await stage().administrator.changeGroup(stage().group, { mayUse: true });
    }
    await technician.canRequest();
  });
});

describe("at the server, a rightly signed request", () => {
  const pair = async () => new ScriptedPair(stage().server.origin, await stage().account());

  it("is taken in an active desktop session", async () => {
    const both = await pair();
    expect(await both.request(await both.session("desktop"))).toMatchObject({ status: 201 });
  });

  it.each([
    ["chat-only", "chat-only-session"],
    ["mobile", "mobile-session"],
  ] as const)("is refused in a %s session", async (kind, code) => {
    const both = await pair();
    expect(await both.request(await both.session(kind))).toEqual(refused(code));
  });

  it.each([
    ["before anybody joined", "started", "session-not-active"],
    ["before the check number fitted", "joined", "not-introduced"],
  ] as const)("is refused %s", async (_, until, code) => {
    const both = await pair();
    expect(await both.request(await both.session("desktop", until))).toEqual(refused(code));
  });

  it("is refused once the session has ended", async () => {
    const both = await pair();
    const session = await both.session("desktop");
    await both.end(session);
    expect(await both.request(session)).toEqual(refused("session-not-active"));
  });

  it("is refused from a group that isn't permitted", async () => {
    const both = await pair();
    const session = await both.session("desktop");
    await stage().administrator.changeGroup(stage().group, { mayUse: false });
    try {
      expect(await both.request(session)).toEqual(refused("group-not-permitted"));
    } finally {
      await stage().administrator.changeGroup(stage().group, { mayUse: true });
    }
  });
});
