import type { Duration } from '../calendar/duration.js';
import type { Programme } from '../programme.js';
import type { Velocity, VelocityLimit } from '../velocity/velocity.js';
import { walletOf } from './build-offers.js';
import type { Meaning } from './meaning.js';
import { contradictionsOf } from './velocity-contradictions.js';
import type { VelocityDocument, VelocityLimitDocument } from './programme-document.js';
import * as parts from './schema-parts.js';

const DAY_MS = 86_400_000;
const DAYS_MAX = 31;

const limit = {
  title: 'a velocity limit',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'on', 'of', 'within', 'then'],
  properties: {
    id: { ...parts.id, description: 'As refusals, reviews and metrics name it.' },
    on: { enum: ['redemptions', 'gifts', 'purchases', 'returns'], description: 'What is counted.' },
    of: {
      enum: ['member', 'till', 'token'],
      description:
        'Whose are counted together; a till is the `source` that sends it, a token what was paid with or shown (a payment token, a card).',
    },
    within: parts.duration('Any time of this length, up to P31D; a day has 24 hours.'),
    after: {
      enum: ['contact_change'],
      description:
        'It bounds only what comes `within` this time after the member’s contact (any identity) was added or taken away, counted from there; without `times` and `points` nothing is let through.',
    },
    times: {
      title: 'a whole number from 1 to 10000',
      type: 'integer',
      minimum: 1,
      maximum: 10_000,
      description: 'How many at most.',
    },
    points: {
      title: 'a whole number from 1 to 1000000000',
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000_000,
      description: 'How many points of `wallet` at most, all together.',
    },
    members: {
      title: 'a whole number from 1 to 100',
      type: 'integer',
      minimum: 1,
      maximum: 100,
      description: 'How many different members at most on one token; those who came first are let through.',
    },
    least: {
      title: 'a whole number from 1 to 1000000000',
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000_000,
      description: 'Only what moves so many points of `wallet` is counted.',
    },
    wallet: { ...parts.id, description: 'Whose points; the only one, where there is one.' },
    then: {
      enum: ['refuse', 'review', 'report'],
      description:
        'What becomes of the next: no, a person decides (of a purchase: about its points; of a gift: whether it is given), or it goes through and an event says so.',
    },
  },
};

export const velocitySchema = {
  title: 'a mapping of `limits` and `reviewWithin`',
  description: 'How often members and tills may do something before it is refused or held for review.',
  type: 'object',
  additionalProperties: false,
  required: ['limits'],
  properties: {
    limits: { title: 'a list of velocity limits', type: 'array', minItems: 1, maxItems: 100, items: limit },
    reviewWithin: {
      ...parts.duration('How long a person has to decide.'),
      default: 'P2D',
    },
    undecided: {
      enum: ['released', 'rejected'],
      description:
        'What becomes of all that nobody decides about in time. By default redemptions and gifts are over, and points of purchases are released. What is paid out is never released by itself.',
    },
  },
};

export function buildVelocity(
  { limits, reviewWithin = 'P2D', undecided }: VelocityDocument,
  { wallets }: Pick<Programme, 'wallets'>,
  meaning: Meaning,
): Velocity {
  const seen = new Set<string>();
  const within = meaning.duration(reviewWithin);
  spanOf('/velocity/reviewWithin', within, meaning);
  return {
    reviewWithin: within,
    ...(undecided !== undefined && { undecided }),
    limits: limits.map((document, index) => {
      const pointer = `/velocity/limits/${index}`;
      if (seen.has(document.id)) {
        const at = { pointer: `${pointer}/id`, expected: 'an id of its own', found: document.id };
        meaning.refuse({ ...at, code: 'repeated_id', message: `Another limit is called ${document.id}.` });
      }
      seen.add(document.id);
      return buildLimit(document, { wallets, pointer }, meaning);
    }),
  };
}

function buildLimit(
  document: VelocityLimitDocument,
  { wallets, pointer }: Pick<Programme, 'wallets'> & { readonly pointer: string },
  meaning: Meaning,
): VelocityLimit {
  const { id, on, of, within, times, points, members, least, wallet, after, then } = document;
  const isBounded = times !== undefined || points !== undefined || members !== undefined;
  if (!isBounded && after === undefined) {
    const message = 'A limit says how many times, how many points, or both.';
    meaning.refuse({ pointer, code: 'incomplete', message, expected: '`times` or `points`', found: 'neither' });
  }
  const asksForWallet = points !== undefined || least !== undefined;
  if (!asksForWallet && wallet !== undefined) {
    const at = { pointer: `${pointer}/wallet`, expected: '`points` or `least` beside it', found: wallet };
    meaning.refuse({ ...at, code: 'incomplete', message: 'A wallet bounds nothing without points.' });
  }
  for (const { field, ...contradiction } of contradictionsOf(document)) {
    meaning.refuse({ pointer: `${pointer}/${field}`, code: 'contradicting_fields', ...contradiction });
  }
  const asked = wallet === undefined ? {} : { wallet };
  const bounded = asksForWallet ? walletOf(asked, { wallets, pointer }, meaning).id : '';
  return {
    id,
    on,
    of,
    within,
    milliseconds: spanOf(`${pointer}/within`, meaning.duration(within), meaning),
    times: times ?? (isBounded ? null : 0),
    points: points === undefined ? null : { wallet: bounded, max: BigInt(points) },
    least: least === undefined ? null : { wallet: bounded, points: BigInt(least) },
    ...(members !== undefined && { members }),
    ...(after !== undefined && { after }),
    then,
  };
}

/** Exact time: a count by the calendar would forget twice as much on the day on which clocks change. */
function spanOf(pointer: string, duration: Duration, meaning: Meaning): number {
  const { years, months, weeks, days, milliseconds, text } = duration;
  const span = (weeks * 7 + days) * DAY_MS + milliseconds;
  const isTooLong = years + months > 0 || span > DAYS_MAX * DAY_MS;
  if (isTooLong) {
    const message = `${text} is more than is looked back on.`;
    meaning.refuse({ pointer, code: 'too_large', message, expected: `at most P${DAYS_MAX}D`, found: text });
  } else if (span === 0) {
    const message = `${text} is no time at all.`;
    meaning.refuse({ pointer, code: 'too_small', message, expected: 'a duration above zero', found: text });
  }
  return span;
}
