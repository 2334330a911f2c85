import { describe, expect, it } from '@jest/globals';
import { programmeOf } from '../programme.fixture.js';
import type { Wallet } from '../programme.js';
import { deadline } from './deadline.js';
import { releaseTerms } from './expiry-rule.js';
import { heldTerms, termsAt } from './terms-at.js';

const earnedAt = Date.parse('2026-01-05T09:15:00Z');

function walletOf(wallet: string): Wallet {
  const [only] = programmeOf({ wallet }).wallets.values();
  if (!only) throw new Error('A programme without wallets.');
  return only;
}

const terms = (wallet: string) => {
  const { availableAt, expiresAt } = termsAt(walletOf(wallet), earnedAt);
  return [availableAt, expiresAt].map((at) => (at === null ? null : new Date(at).toISOString()));
};

describe('The terms of points', () => {
  it('are at once and for ever, where the programme says nothing', () => {
    expect(terms('')).toEqual(['2026-01-05T09:15:00.000Z', null]);
    expect(terms('pending: none')).toEqual(['2026-01-05T09:15:00.000Z', null]);
  });

  it('count the expiry from when the points become available', () => {
    expect(terms('pending: P14D\n    expiry: { after: P1Y }')).toEqual([
      '2026-01-19T09:15:00.000Z',
      '2027-01-19T09:15:00.000Z',
    ]);
    expect(terms('pending: P360D\n    expiry: { endOf: year }')).toEqual([
      '2026-12-31T09:15:00.000Z',
      '2026-12-31T23:00:00.000Z',
    ]);
    expect(terms('pending: P361D\n    expiry: { endOf: year }')[1]).toBe('2027-12-31T23:00:00.000Z');
  });

  it('may end with the period in which points become available', () => {
    expect(terms('expiry: { after: P0D, endOf: month }')[1]).toBe('2026-01-31T23:00:00.000Z');
  });

  it('are open while points wait for an action, with the rule frozen', () => {
    expect(
      termsAt(walletOf('pending: { action: shipped }\n    expiry: { after: P1Y, endOf: month }'), earnedAt),
    ).toEqual({
      availableAt: null,
      expiresAt: null,
      awaits: { action: 'shipped', expiresAfter: 'P1Y month Europe/Berlin' },
    });
    expect(termsAt(walletOf('pending: { action: shipped }'), earnedAt).awaits).toEqual({
      action: 'shipped',
      expiresAfter: null,
    });
  });
});

describe('The release of points that waited', () => {
  const released = Date.parse('2026-02-10T12:00:00Z');

  it('fixes both instants by the frozen rule', () => {
    const expiresAt = (rule: string) => new Date(releaseTerms(rule, released).expiresAt ?? 0).toISOString();
    expect(expiresAt('P1Y month Europe/Berlin')).toBe('2027-02-28T23:00:00.000Z');
    expect(expiresAt('P0D year America/New_York')).toBe('2027-01-01T05:00:00.000Z');
    expect(expiresAt('P3M instant Europe/Berlin')).toBe('2026-05-10T11:00:00.000Z');
    expect(releaseTerms(null, released)).toEqual({ availableAt: released, expiresAt: null });
  });

  it('says the same as points that never waited', () => {
    for (const rule of ['{ after: P1Y }', '{ endOf: day }', '{ after: P2M, endOf: year }']) {
      const waiting = termsAt(walletOf(`pending: { action: shipped }\n    expiry: ${rule}`), earnedAt);
      const atOnce = termsAt(walletOf(`expiry: ${rule}`), released);
      expect(releaseTerms(waiting.awaits?.expiresAfter ?? null, released)).toEqual(atOnce);
    }
  });

  it.each(['', 'P1Y', 'P1Y decade Europe/Berlin', 'soon instant UTC'])('stops at %j, which no lot can hold', (rule) => {
    expect(() => releaseTerms(rule, released)).toThrow('Not an expiry rule');
  });
});

describe('The terms of points that are held for review', () => {
  const heldUntil = Date.parse('2026-01-12T09:15:00Z');
  const held = (text: string) => {
    const wallet = walletOf(text);
    const { availableAt, expiresAt, awaits } = heldTerms(wallet, termsAt(wallet, earnedAt), heldUntil);
    return [...[availableAt, expiresAt].map((at) => (at === null ? null : new Date(at).toISOString())), awaits];
  };

  it('are available when nobody has decided until then, and expire from there by the same rule', () => {
    expect(held('')).toEqual(['2026-01-12T09:15:00.000Z', null, { action: 'manual_review', expiresAfter: null }]);
    expect(held('expiry: { after: P1Y }')).toEqual([
      '2026-01-12T09:15:00.000Z',
      '2027-01-12T09:15:00.000Z',
      { action: 'manual_review', expiresAfter: 'P1Y instant Europe/Berlin' },
    ]);
  });

  it('are those of their own, where these begin later', () => {
    expect(held('pending: P14D\n    expiry: { after: P1Y }')).toEqual([
      '2026-01-19T09:15:00.000Z',
      '2027-01-19T09:15:00.000Z',
      { action: 'manual_review', expiresAfter: 'P1Y instant Europe/Berlin' },
    ]);
  });

  it('have no instant of their own, where nothing but a decision makes them available', () => {
    const byDecision = (text: string) => {
      const wallet = walletOf(text);
      return heldTerms(wallet, termsAt(wallet, earnedAt), null);
    };
    const none = { availableAt: null, expiresAt: null };
    expect(byDecision('')).toEqual({ ...none, awaits: { action: 'manual_review', expiresAfter: null } });
    expect(byDecision('expiry: { after: P1Y }')).toEqual({
      ...none,
      awaits: { action: 'manual_review', expiresAfter: 'P1Y instant Europe/Berlin' },
    });
  });

  it('stay as they are, where the points wait for another action', () => {
    const waiting = walletOf('pending: { action: shipped }\n    expiry: { after: P1Y }');
    const own = termsAt(waiting, earnedAt);
    expect(heldTerms(waiting, own, heldUntil)).toBe(own);
  });
});

describe('A deadline of the programme', () => {
  it('is by the calendar of its zone', () => {
    const programme = programmeOf({ more: 'claimWithin: P90D' });
    expect(new Date(deadline(programme, earnedAt, programme.claimWithin)).toISOString()).toBe(
      '2026-04-05T08:15:00.000Z',
    );
    expect(deadline(programme, earnedAt, programme.clockSkew)).toBe(earnedAt + 600_000);
  });
});
