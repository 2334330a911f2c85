import { describe, expect, it } from '@jest/globals';
import { inOrder, type MemberIdentity } from './member.js';

const identity = (kind: MemberIdentity['kind'], addedAt: number, id: string): MemberIdentity => {
  return { kind, addedAt, id, value: id };
};

describe('The identities of a member', () => {
  it('stand as they were attached', () => {
    const [card, email] = [identity('card', 2, 'a'), identity('email', 1, 'b')];
    expect(inOrder([card, email])).toEqual([email, card]);
  });

  it('stand by kind where they were attached at one moment, whatever their ids', () => {
    const [card, phone, email] = [identity('card', 1, 'c'), identity('phone', 1, 'b'), identity('email', 1, 'a')];
    expect(inOrder([email, card, phone])).toEqual([card, phone, email]);
  });

  it('of one kind and moment have one order too', () => {
    const [first, second] = [identity('token', 1, 'a'), identity('token', 1, 'b')];
    expect(inOrder([second, first])).toEqual([first, second]);
    expect(inOrder([first, second])).toEqual([first, second]);
  });
});
