import type { ToDoor } from "../shared/door-wire.ts";

/** Ids of what a transaction changed, to be told to everybody who may see it. */
export type Changes = {
  sessions: Set<string>;
  requests: Set<string>;
  grants: Set<string>;
  computers: Set<string>;
  connections: Set<string>;
  pairings: Set<string>;
  /** connections that ended: their streams are over */
  ended: Set<string>;
  /** what doorkeepers are told once it is kept; who isn't there is told nothing, and asked again when he comes */
  toDoors: { door: string; message: ToDoor }[];
  /** technicians whose name, group, policy or key changed */
  people: Set<string>;
  /** hashes of tokens that are no longer good */
  tokens: Set<string>;
  /** what everybody is told about himself, as the organisation's name */
  everybody: boolean;
};

export const noChanges = (): Changes => ({
  sessions: new Set(),
  requests: new Set(),
  grants: new Set(),
  computers: new Set(),
  connections: new Set(),
  pairings: new Set(),
  ended: new Set(),
  toDoors: [],
  people: new Set(),
  tokens: new Set(),
  everybody: false,
});
