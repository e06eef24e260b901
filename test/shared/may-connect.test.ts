import { describe, expect, it } from "vitest";
import { type ConnectAsked, mayConnect, type NamedGrant } from "../../shared/may-connect.ts";
import type { Policy } from "../../shared/policy.ts";
import { everyDay, instant, terms, tuesday } from "./valid.ts";

const policy: Policy = {
  mayUse: true,
  administratorCredentialsAlways: false,
  longestDays: 1,
  unlimitedAllowed: false,
  reasonRequired: true,
  ticketRequired: true,
  computerPasswordAlways: false,
};
const grant = (changed: Partial<NamedGrant> = {}): NamedGrant => ({
  terms: terms(),
  approvedAt: tuesday,
  technicianKey: "anna",
  ...changed,
});
const asked = (changed: Partial<ConnectAsked> = {}): ConnectAsked => ({
  technicianKey: "anna",
  grant: grant(),
  policy,
  ...changed,
});
const until = instant("2026-10-25T14:35+01:00");
const refused = (because: string, opensAt: number | null = null) => ({ may: false, because, opensAt });
const setup = grant({ terms: terms({ credentialMode: "at-setup" }) });
const nights = grant({ terms: terms({ hours: [everyDay("20:00", "06:00")] }) });
const evening = instant("2026-10-20T20:00+02:00");

describe("who may connect", () => {
  const rows: [what: string, asked: ConnectAsked, at: number, answer: object][] = [
    ["the technician whom the grant names", asked(), tuesday, { may: true, until }],
    ["the same at the doorkeeper, which knows no policy", asked({ policy: null }), tuesday, { may: true, until }],
    [
      "with no end",
      asked({ grant: grant({ terms: terms({ span: { kind: "unlimited" } }) }) }),
      tuesday,
      { may: true, until: null },
    ],
    ["another technician", asked({ technicianKey: "ben" }), tuesday, refused("other-key")],
    ["nobody", asked({ technicianKey: "", grant: grant({ technicianKey: "" }) }), tuesday, refused("other-key")],
    [
      "another technician learns no more",
      asked({ technicianKey: "ben", grant: nights }),
      tuesday,
      refused("other-key"),
    ],
    [
      "a group that isn't permitted any more",
      asked({ policy: { ...policy, mayUse: false } }),
      tuesday,
      refused("group-not-permitted"),
    ],
    [
      "a group that isn't permitted, closed",
      asked({ policy: { ...policy, mayUse: false }, grant: nights }),
      tuesday,
      refused("group-not-permitted"),
    ],
    ["on setup", asked({ grant: setup }), tuesday, { may: true, until }],
    [
      "on setup where it isn't offered any more",
      asked({ grant: setup, policy: { ...policy, administratorCredentialsAlways: true } }),
      tuesday,
      refused("mode-not-offered"),
    ],
    [
      "when connecting where on setup isn't offered",
      asked({ policy: { ...policy, administratorCredentialsAlways: true } }),
      tuesday,
      { may: true, until },
    ],
    [
      "a group that isn't permitted comes first",
      asked({ grant: setup, policy: { ...policy, mayUse: false, administratorCredentialsAlways: true } }),
      tuesday,
      refused("group-not-permitted"),
    ],
    ["a policy with nothing in it", asked({ policy: {} as Policy }), tuesday, refused("group-not-permitted")],
    [
      "no policy where one was expected",
      asked({ policy: undefined as never }),
      tuesday,
      refused("group-not-permitted"),
    ],
    [
      "a policy that doesn't say whether on setup is offered",
      asked({ grant: setup, policy: { mayUse: true } as Policy }),
      tuesday,
      refused("mode-not-offered"),
    ],
    ["too early", asked(), tuesday - 1, refused("upcoming", tuesday)],
    ["just before the end", asked(), until - 1, { may: true, until }],
    ["at the end", asked(), until, refused("expired")],
    ["outside hours", asked({ grant: nights }), tuesday, refused("outside-hours", evening)],
    ["within hours", asked({ grant: nights }), evening, { may: true, until: instant("2026-10-21T06:00+02:00") }],
    ["paused", asked({ grant: grant({ pausedAt: tuesday }) }), tuesday, refused("paused")],
    ["revoked", asked({ grant: grant({ revokedAt: tuesday }) }), tuesday, refused("revoked")],
    ["unreadable terms", asked({ grant: grant({ terms: null as never }) }), tuesday, refused("unreadable")],
    [
      "unreadable terms at the doorkeeper",
      asked({ policy: null, grant: grant({ approvedAt: Number.NaN }) }),
      tuesday,
      refused("unreadable"),
    ],
    ["no instant", asked(), Number.NaN, refused("unreadable")],
  ];
  it.each(rows)("%s", (_, wanted, at, answer) => {
    expect(mayConnect(wanted, at)).toEqual(answer);
  });

  it("no key at all is nobody's key", () => {
    const nameless = { technicianKey: undefined, grant: { ...grant(), technicianKey: undefined }, policy };
    expect(mayConnect(nameless as never, tuesday)).toEqual(refused("other-key"));
  });
});
