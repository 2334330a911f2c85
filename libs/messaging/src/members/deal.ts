export interface Member {
  readonly id: string;
  readonly topics: readonly string[];
}

/** A topic, and how many partitions it has. */
export type Partitions = ReadonlyMap<string, number>;

/**
 * Who of a group has which partition: dealt in turn, so that shares differ by one at most. All who know the same members
 * come to the same answer, so nobody needs to lead.
 */
export function deal(
  partitions: Partitions,
  members: readonly Member[],
): ReadonlyMap<string, readonly [string, number][]> {
  const sorted = members.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const hands = new Map<string, [string, number][]>(sorted.map(({ id }) => [id, []]));
  let turn = 0;
  for (const [topic, count] of [...partitions].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const wanting = sorted.filter(({ topics }) => topics.includes(topic));
    for (let partition = 0; partition < count && wanting.length > 0; partition += 1) {
      hands.get(wanting[turn % wanting.length]?.id ?? '')?.push([topic, partition]);
      turn += 1;
    }
  }
  return hands;
}
