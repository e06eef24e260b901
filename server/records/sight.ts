/** What isn't in the store but belongs into every telling. */
export type Sight = {
  at: number;
  isOnline: (computerId: string) => boolean;
  /** whether the doorkeeper with this key is there */
  isDoorOnline: (door: string | null) => boolean;
};

type Given = {
  now: () => number;
  events: { isOnline: Sight["isOnline"] };
  doors: { isOnline: Sight["isDoorOnline"] };
};
export const sightOf = ({ now, events, doors }: Given): Sight => ({
  at: now(),
  isOnline: events.isOnline,
  isDoorOnline: doors.isOnline,
});
