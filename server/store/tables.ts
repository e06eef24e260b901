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
    computerPasswordAlways: number;
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
    holds: "person" | "computer" | "doorkeeper";
    /** a doorkeeper's is its key, or the pairing that it comes for */
    holderId: string;
    /** a technician's or a doorkeeper's key, from the hello */
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
    /** how that key came in: the doorkeeper's statement and the customer's */
    pairDoor: string | null;
    paired: string | null;
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
    /** the doorkeeper at which it began; null for one that no doorkeeper honours */
    door: string | null;
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
  pairings: {
    id: string;
    computerId: string;
    token: string;
    createdAt: number;
    endsAt: number;
    /** the key that answered */
    door: string | null;
    pairDoor: string | null;
    /** the r that the customer revealed */
    reveal: string | null;
    paired: string | null;
    /** when it was paired, replaced, left or lapsed: one of a computer lives at a time */
    overAt: number | null;
  };
  connections: {
    id: string;
    grantId: string;
    computerId: string;
    technicianId: string;
    door: string;
    challenge: string;
    order: string | null;
    /** the connection that this one goes on with */
    resumes: string | null;
    askedAt: number;
    openedAt: number | null;
    /** since when its stream has no two sides; null while it has */
    lostAt: number | null;
    /** when the doorkeeper was told to end it, and `because` says why */
    cutAt: number | null;
    endedAt: number | null;
    because: string | null;
  };
  /** a doorkeeper's own chain, verbatim */
  entries: { door: string; n: number; signed: string };
  history: { chain: string; number: number; at: number; entry: string; hash: string };
};
