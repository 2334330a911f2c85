import type { TransferLimits } from '../programme.js';
import type { Meaning } from './meaning.js';
import type { TransfersDocument } from './programme-document.js';

const POINTS = { title: 'a whole number from 1 to 1000000000', type: 'integer', minimum: 1, maximum: 1_000_000_000 };

export const transfersSchema = {
  title: 'a mapping of `perDay`, `perMonth` and `least`',
  description: 'Bounds on points that members give to others, for each wallet. By default there are none.',
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    perDay: { ...POINTS, description: 'How many points an account gives away in a day at most.' },
    perMonth: { ...POINTS, description: 'How many in a month.' },
    least: { ...POINTS, description: 'How many at once at least.' },
  },
};

export function buildTransfers({ perDay, perMonth, least }: TransfersDocument, meaning: Meaning): TransferLimits {
  if (perDay !== undefined && perMonth !== undefined && perMonth < perDay) {
    const message = `${perDay} a day can never be given where ${perMonth} a month are all.`;
    const [pointer, code] = ['/transfers/perMonth', 'never_more_than_another'] as const;
    meaning.refuse({ pointer, code, message, expected: `at least ${perDay}`, found: String(perMonth) });
  }
  const most = Math.min(perDay ?? Infinity, perMonth ?? Infinity);
  if (least !== undefined && least > most) {
    const message = `${least} at once can never be given where ${most} are all.`;
    const [pointer, code] = ['/transfers/least', 'too_large'] as const;
    meaning.refuse({ pointer, code, message, expected: `at most ${most}`, found: String(least) });
  }
  return {
    ...(perDay !== undefined && { perDay: BigInt(perDay) }),
    ...(perMonth !== undefined && { perMonth: BigInt(perMonth) }),
    ...(least !== undefined && { least: BigInt(least) }),
  };
}
