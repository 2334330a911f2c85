import { decodeWith, type StoredEvent } from './event-codec.js';
import { readParts, storeParts, type StoredParts } from './purchase-outcome.codec.js';
import type { ReferralBonus, ReferralEvent, ReferralJudged, ReferralPurchaseReturned } from './referral-events.js';

type StoredJudged = Omit<ReferralJudged, 'type' | 'inviter' | 'friend'> & {
  readonly inviter: StoredParts | null;
  readonly friend: StoredParts | null;
};

export function encodeReferralEvent(event: ReferralEvent): StoredEvent {
  if (event.type === 'ReferralPurchaseReturned') {
    const { type, ...facts } = event;
    return { type: `${type}.v1`, payload: JSON.stringify(facts) };
  }
  const { type, inviter, friend, ...facts } = event;
  const stored: StoredJudged = {
    ...facts,
    inviter: inviter && storeParts(inviter),
    friend: friend && storeParts(friend),
  };
  return { type: `${type}.v1`, payload: JSON.stringify(stored) };
}

export function decodeReferralEvent(stored: StoredEvent): ReferralEvent {
  return decodeWith<ReferralEvent>(
    {
      'ReferralJudged.v1': (payload) => readJudged(payload as StoredJudged),
      'ReferralPurchaseReturned.v1': (payload) => ({
        type: 'ReferralPurchaseReturned',
        ...(payload as Omit<ReferralPurchaseReturned, 'type'>),
      }),
    },
    stored,
  );
}

function readJudged({ inviter, friend, ...facts }: StoredJudged): ReferralJudged {
  return { type: 'ReferralJudged', ...facts, inviter: bonusOf(inviter), friend: bonusOf(friend) };
}

function bonusOf(stored: StoredParts | null): ReferralBonus | null {
  return stored && readParts(stored);
}
