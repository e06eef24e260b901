import { expect, test } from "vitest";
import { eventWords } from "../../../extension/popup/event-words.ts";
import { de } from "../../../extension/texts/de.ts";
import { en } from "../../../extension/texts/en.ts";
import { plain } from "../../../extension/texts/words.ts";

const id = `${"a".repeat(21)}A`;
const hash = `${"h".repeat(42)}A`;
const technician = { id, name: "Anna Berg" };
const said = (entry: string, texts = en): string =>
  plain(eventWords({ chain: id, number: 1, at: 0, entry, hash }, texts));
const of = (event: object, texts = en): string =>
  said(JSON.stringify({ chain: id, number: 1, at: 0, ...event }), texts);

test.each<[object, string]>([
  [
    { event: "session-joined", session: id, technician, name: "Office PC", kind: "desktop", join: hash },
    "You joined a session of Anna Berg",
  ],
  [{ event: "session-met", session: id, technician, meet: hash }, "Anna Berg answered with a key"],
  [{ event: "session-active", session: id, technician }, "The number of Anna Berg fitted; the session is active"],
  [
    { event: "session-ended", session: id, technician, by: "technician" },
    "The session with Anna Berg ended by the technician",
  ],
  [{ event: "request-asked", request: id, session: id, technician, statement: hash }, "Anna Berg asked for access"],
  [
    { event: "request-answered", request: id, technician, answer: "denied", reason: null },
    "You denied the request of Anna Berg",
  ],
  [
    { event: "request-answered", request: id, technician, answer: "withdrawn", reason: null },
    "Anna Berg withdrew the request",
  ],
  [
    { event: "request-answered", request: id, technician, answer: "lapsed", reason: null },
    "The request of Anna Berg lapsed",
  ],
  [{ event: "grant-made", grant: id, request: id, technician, statement: hash }, "You gave access to Anna Berg"],
  [
    { event: "grant-decided", grant: id, technician, state: "paused", n: 1, statement: hash },
    "You paused the access of Anna Berg",
  ],
  [
    { event: "grant-decided", grant: id, technician, state: "open", n: 2, statement: hash },
    "You resumed the access of Anna Berg",
  ],
  [
    { event: "grant-decided", grant: id, technician, state: "revoked", n: 3, statement: hash },
    "You revoked the access of Anna Berg",
  ],
  [
    { event: "grant-revoked", grant: id, technician, by: "technician", person: technician, reason: null },
    "Anna Berg gave the access back",
  ],
  [
    { event: "grant-revoked", grant: id, technician, by: "administrator", person: technician, reason: null },
    "An administrator revoked the access of Anna Berg",
  ],
  [{ event: "computer-renamed", name: "Reception PC", by: "customer" }, "This computer was named Reception PC"],
  [
    { event: "computer-paired", door: hash, name: "OFFICE-PC", pairDoor: hash, paired: hash },
    "You set up the doorkeeper on OFFICE-PC",
  ],
  [{ event: "computer-unpaired", door: hash, by: "customer", grants: [] }, "You unpaired the doorkeeper"],
  [
    { event: "computer-unpaired", door: hash, by: "computer", grants: [] },
    "The doorkeeper was unpaired at the computer",
  ],
  [
    { event: "computer-decided", grant: id, technician, state: "paused", n: 1, by: "customer", statement: hash },
    "Your computer knows: the access of Anna Berg is paused",
  ],
  [
    { event: "computer-decided", grant: id, technician, state: "revoked", n: 1, by: "local", statement: hash },
    "At the computer somebody revoked the access of Anna Berg",
  ],
  [{ event: "connection-opened", connection: id, grant: id, technician, resumes: null }, "Anna Berg connected"],
  [
    { event: "connection-opened", connection: id, grant: id, technician, resumes: id },
    "Anna Berg went on after a lost line",
  ],
  [
    { event: "connection-ended", connection: id, grant: id, technician, because: "window" },
    "The visit of Anna Berg is over: ended by itself, its time was over",
  ],
  [
    { event: "connection-refused", connection: null, grant: id, technician, because: "outside-hours" },
    "Anna Berg wanted to connect and was refused: outside hours",
  ],
  [
    { event: "connection-refused", connection: null, grant: id, technician, because: "something-newer" },
    "Anna Berg wanted to connect and was refused: something-newer",
  ],
])("%o is read in words", (event, expected) => {
  expect(of(event)).toBe(expected);
  expect(of(event, de)).not.toBe(de.popup.unknownEvent);
});

test.each(["", "{", "null", "[]", '{"event":"something-newer"}', '{"event":"grant-made"}'])(
  "%s is said to be unknown, not left out",
  (entry) => expect(said(entry)).toBe(en.popup.unknownEvent),
);
