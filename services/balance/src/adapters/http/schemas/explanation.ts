import { answerOf, listOf, nullable } from '@loyalty/service-host';
import { entry, instant, points, text } from './parts.js';

const decimal = { type: 'string', description: 'A decimal.' };
const walletPoints = listOf(answerOf({ wallet: text, points }));
const slices = listOf(answerOf({ lot: text, wallet: text, points, earnedAt: instant, expiresAt: nullable(instant) }));

const purchase = answerOf(
  {
    id: text,
    source: text,
    externalId: text,
    occurredAt: instant,
    currency: text,
    total: decimal,
    lines: listOf(answerOf({ id: text, sku: text, quantity: decimal, amount: decimal, eligible: { type: 'boolean' } })),
  },
  { store: text },
);

const returned = answerOf(
  {
    id: text,
    occurredAt: instant,
    matched: listOf(answerOf({ purchase: text, line: text, quantity: decimal, points: walletPoints })),
  },
  { source: text, externalId: text },
);

const offer = answerOf(
  { offer: text, version: { type: 'integer' }, wallet: text, points, lines: listOf(text), text },
  {
    basis: decimal,
    multiplier: text,
    trimmed: answerOf({ points, by: text }),
    qualifiedBy: listOf(text),
    seen: listOf(answerOf({ fact: text, value: text })),
  },
);

const lot = answerOf({
  lot: text,
  wallet: text,
  points,
  availableAt: nullable(instant),
  expiresAt: nullable(instant),
  lines: listOf(answerOf({ line: text, points })),
});

const taken = answerOf(
  {
    available: slices,
    pending: slices,
    owed: walletPoints,
    shortfall: walletPoints,
    expiredBefore: listOf(answerOf({ lot: text, points })),
  },
  { policy: { enum: ['only_pending', 'within_balance', 'unlimited'] } },
);

export const explanationAnswer = answerOf(
  { account: text, entry, text },
  {
    purchase,
    programmeVersion: { type: 'integer' },

    explanation: listOf(offer),
    lots: listOf(lot),
    referral: answerOf({ side: { enum: ['inviter', 'friend'] }, qualifiedBy: text }),
    action: answerOf(
      { id: text, source: text, externalId: text, action: text, occurredAt: instant },
      { store: text, purchase: text },
    ),
    return: returned,
    voidedAt: instant,
    taken,
  },
);
