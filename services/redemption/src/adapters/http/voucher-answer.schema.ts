import { answerOf, listOf, nullable } from '@loyalty/service-host';
import { rewardSchema } from '../../domain/rewards/reward.schema.js';

const text = { type: 'string' };
const integer = { type: 'integer' };
const instant = { type: 'string', format: 'date-time' };
const repeated = { type: 'boolean', description: 'Whether this is the first answer, given again.' };
const { name, gives } = rewardSchema.properties;

const use = answerOf({ usedAt: instant, source: text, externalId: text }, { store: text });

const always = {
  id: text,
  status: { enum: ['usable', 'reserved', 'used', 'expired', 'not_valid_yet', 'revoked'] },
  usesMax: integer,
  uses: listOf(use),
  validFrom: instant,
  validUntil: nullable(instant),
};
const sometimes = { redemption: text, pool: text };

export const voucherAnswer = {
  title: 'VoucherAnswer',
  ...answerOf(
    {
      voucher: answerOf(always, {
        ...sometimes,
        reward: { ...answerOf({ id: text }, { kind: text, name, gives }), description: 'What is to be handed over.' },
      }),
      repeated,
    },
    { lapsesAt: { ...instant, description: 'Of a reservation.' } },
  ),
};

const code = { ...text, description: 'As it is printed; case, spaces and dashes do not matter.' };

export const givenVoucher = {
  title: 'GivenVoucher',
  ...answerOf({ voucher: answerOf({ ...always, code }), repeated }),
};

export const voucherList = {
  title: 'VoucherList',
  ...answerOf({
    items: listOf(answerOf(always, { ...sometimes, reward: answerOf({ id: text }), code })),
    next: nullable(text),
  }),
};

export const poolAnswer = {
  title: 'VoucherPoolAnswer',
  ...answerOf({
    pool: answerOf({
      id: text,
      programme: text,
      uses: integer,
      validFrom: instant,
      validUntil: nullable(instant),
      generated: integer,
    }),
  }),
};

export const codesAnswer = {
  title: 'VoucherCodesAnswer',
  ...answerOf({ items: listOf(code), next: nullable(integer) }),
};

export const addedAnswer = {
  title: 'VoucherCodesAdded',
  ...answerOf({ added: integer, known: { ...integer, description: 'Were there before.' } }),
};
