import { describe, expect, it } from '@jest/globals';
import { MembershipCache } from './membership-cache.js';
import type { Recognised } from './recognition.js';

const of = (memberId: string): Recognised => ({
  memberId,
  membership: { member: `mem_${memberId}`, account: `acc_${memberId}`, joinedAt: 0 },
});

function opened(entriesMax = 10): MembershipCache {
  const cache = new MembershipCache(entriesMax);
  cache.open();
  return cache;
}

describe('The memory of memberships', () => {
  it('answers what it was told', () => {
    const cache = opened();
    cache.keep(cache.epoch, 'card', of('ann'));
    expect(cache.find('card')).toEqual(of('ann').membership);
    expect(cache.find('other')).toBeUndefined();
  });

  it('forgets everything about one member and nothing about another', () => {
    const cache = opened();
    cache.keep(cache.epoch, 'card', of('ann'));
    cache.keep(cache.epoch, 'phone', of('ann'));
    cache.keep(cache.epoch, 'token', of('bob'));
    cache.forget('ann');
    expect([cache.find('card'), cache.find('phone')]).toEqual([undefined, undefined]);
    expect(cache.find('token')).toEqual(of('bob').membership);
  });

  it('does not keep what was read before it heard of a removal', () => {
    const cache = opened();
    const { epoch } = cache;
    cache.forget('ann');
    cache.keep(epoch, 'card', of('ann'));
    expect(cache.find('card')).toBeUndefined();
  });

  it('answers nothing while it would not hear of removals, and starts anew after that', () => {
    const cache = opened();
    cache.keep(cache.epoch, 'card', of('ann'));
    const { epoch } = cache;
    cache.close();
    expect(cache.find('card')).toBeUndefined();
    cache.keep(cache.epoch, 'card', of('ann'));
    expect(cache.size).toBe(0);
    cache.open();
    cache.keep(epoch, 'card', of('ann'));
    expect(cache.find('card')).toBeUndefined();
  });

  it('is bounded, and lets go of what was not asked for the longest', () => {
    const cache = opened(2);
    cache.keep(cache.epoch, 'a', of('ann'));
    cache.keep(cache.epoch, 'b', of('bob'));
    cache.find('a');
    cache.keep(cache.epoch, 'c', of('cid'));
    expect(cache.size).toBe(2);
    expect(cache.find('b')).toBeUndefined();
    expect(cache.find('a')).toBeDefined();
  });
});
