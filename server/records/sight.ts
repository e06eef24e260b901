/** What isn't in the store but belongs into every telling. */
export type Sight = { at: number; isOnline: (computerId: string) => boolean };

export const sightOf = ({ now, events }: { now: () => number; events: { isOnline: Sight["isOnline"] } }): Sight => ({
  at: now(),
  isOnline: events.isOnline,
});
