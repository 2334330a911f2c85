import { describe, expect, it } from '@jest/globals';
import { deal } from './deal.js';

const tea = { id: 'a', topics: ['tea'] };
const both = { id: 'b', topics: ['tea', 'cake'] };
const other = { id: 'c', topics: ['tea', 'cake'] };

describe('Dealing partitions', () => {
  it('comes to the same answer whoever deals, in whatever order members and topics are known', () => {
    const partitions = new Map([
      ['cake', 3],
      ['tea', 5],
    ]);
    const one = deal(partitions, [tea, both, other]);
    const another = deal(new Map([...partitions].reverse()), [other, tea, both]);
    expect([...another].sort()).toEqual([...one].sort());
  });

  it('gives each partition to one who wants its topic, in shares that differ by one at most', () => {
    const hands = deal(new Map([['tea', 8]]), [tea, both, other]);
    const dealt = [...hands.values()].flat().map(([, partition]) => partition);
    expect(dealt.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect([...hands.values()].map(({ length }) => length).sort()).toEqual([2, 3, 3]);
    expect(deal(new Map([['cake', 2]]), [tea, both]).get('a')).toEqual([]);
  });

  it('leaves what nobody wants', () => {
    expect(deal(new Map([['cake', 2]]), [tea]).get('a')).toEqual([]);
    expect(deal(new Map([['tea', 2]]), [])).toEqual(new Map());
  });
});
