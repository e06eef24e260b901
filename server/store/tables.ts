/**
 * The server's store (model.md section 3). Facts alone: states are derived. Ids are random texts, instants epoch
 * milliseconds, flags 0 or 1, statements verbatim.
 */
export type Tables = {
  organisation: { id: number; name: string };
  groups: {
    id: string;
    name: string;
    mayUse: number;
    administratorCredentialsAlways: number;
    longestDays: number | null;
    unlimitedAllowed: number;
    reasonRequired: number;
    ticketRequired: number;
  };
  people: {
    id: string;
    role: "technician" | "administrator";
    email: string;
    name: string;
    groupId: string | null;
    /** Argon2id, as a PHC string */
    password: string;
    createdAt: number;
    disabledAt: number | null;
  };
  tokens: {
    /** SHA-256 of the token */
    hash: string;
    holds: "person" | "computer";
    holderId: string;
    /** a technician's key, from her hello */
    key: string | null;
    createdAt: number;
    endsAt: number;
  };
  computers: {
    id: string;
    /** the customer's public key */
    key: string;
    name: string;
    system: string;
    zone: string;
    /** the doorkeeper's public key */
    door: string | null;
    createdAt: number;
    seenAt: number;
  };
  sessions: {
    id: string;
    technicianId: string;
    kind: "desktop" | "chat-only" | "mobile";
    origin: string;
    reference: string | null;
    /** the technician's, for display */
    zone: string | null;
    /** keyed hash of the code; null once it was used or is over */
    codeHash: string | null;
    createdAt: number;
    computerId: string | null;
    join: string | null;
    meet: string | null;
    /** the r that the customer revealed */
    reveal: string | null;
    joinedAt: number | null;
    metAt: number | null;
    /** when it is over by itself: with its code, or twelve hours after the join */
    endsAt: number;
    endedAt: number | null;
    endedBy: "technician" | "customer" | "time" | "number-differs" | null;
  };
  requests: {
    id: string;
    sessionId: string;
    computerId: string;
    technicianId: string;
    signed: string;
    terms: string;
    reason: string;
    ticket: string;
    askedAt: number;
    lapsesAt: number;
    answer: "approved" | "denied" | "withdrawn" | "lapsed" | null;
    answeredAt: number | null;
    answerReason: string | null;
  };
  grants: {
    id: string;
    requestId: string;
    computerId: string;
    technicianId: string;
    technicianKey: string;
    signed: string;
    receipt: string | null;
    terms: string;
    approvedAt: number;
    until: number | null;
    pausedAt: number | null;
    revokedAt: number | null;
    revokedBy: "customer" | "technician" | "administrator" | "computer" | null;
    /** the newest decision's number, 0 before the first */
    n: number;
    decision: string | null;
    decided: string | null;
  };
  history: { chain: string; number: number; at: number; entry: string; hash: string };
};
