import { currencyExponent, lasts, parseDuration, type Programme } from '@loyalty/programme';
import type { FieldError } from '@loyalty/service-host/values';
import { payoutProblems } from '../payouts/check-terms.js';
import { type RewardKind, type SentReward, tiersWith } from './reward.js';

/** What a kind gives; without it nobody could hand it over. */
const GIVES: Readonly<Record<RewardKind, readonly string[]>> = {
  item: [],
  voucher: [],
  order_discount: ['amount', 'percent'],
  gift_card: ['amount'],
  free_unit: ['category', 'sku'],
  donation: ['to'],
  cash_out: ['amount'],
};

/** Of which a voucher is the proof. */
const PROVED_BY_VOUCHER: readonly RewardKind[] = ['voucher', 'order_discount', 'gift_card', 'free_unit'];

/** All that is wrong with a reward and no schema can see. */
export function problemsOf(id: string, sent: SentReward, programme: Programme): readonly FieldError[] {
  const { kind, gives = {}, prices, voucher, validFrom, validUntil } = sent;
  const wanted = GIVES[kind];
  const named = wanted.filter((field) => field in gives);
  const problem = (pointer: string, expected: string, found: string): FieldError => ({
    pointer,
    code: 'not_possible',
    expected,
    found,
  });
  return [
    ...(wanted.length > 0 && named.length !== 1
      ? [problem('/gives', `exactly one of ${wanted.join(', ')}, for a reward of kind ${kind}`, words(named))]
      : []),
    ...('amount' in gives && gives.currency === undefined
      ? [problem('/gives/currency', 'the currency of the amount', 'nothing')]
      : []),
    ...prices.flatMap(({ points }, at) =>
      points
        .filter(({ wallet }) => !programme.wallets.has(wallet))
        .map(({ wallet }) =>
          problem(
            `/prices/${at}/points`,
            `a wallet of ${programme.id}: ${words([...programme.wallets.keys()])}`,
            wallet,
          ),
        ),
    ),
    ...[...unknownNames(sent, programme), ...ofSums(sent)].map(([pointer, expected, found]) =>
      problem(pointer, expected, found),
    ),
    ...(voucher && !PROVED_BY_VOUCHER.includes(kind)
      ? [problem('/voucher', `a kind that a voucher proves: ${words(PROVED_BY_VOUCHER)}`, kind)]
      : []),
    ...(validFrom !== undefined && validUntil !== undefined && Date.parse(validUntil) <= Date.parse(validFrom)
      ? [problem('/validUntil', 'an instant after validFrom', validUntil)]
      : []),
    ...durations(sent).flatMap(([pointer, text]) => {
      const duration = parseDuration(text);
      return duration && lasts(duration) ? [] : [problem(pointer, 'a duration above zero, as P30D', text)];
    }),
    ...payoutProblems(sent).map(([pointer, expected, found]) => problem(pointer, expected, found)),
    ...(sent.automatic
      ? ofAutomatic(sent, tiersWith({ id, ...sent }, programme)).map((expected) =>
          problem('/automatic', expected, 'true'),
        )
      : []),
  ];
}

/** What is given must be something, no more than all of the price, and in money that there is. */
function ofSums({ kind, gives = {}, prices }: SentReward): [string, string, string][] {
  const { amount, percent, currency } = gives;
  const isNothing = amount !== undefined && kind !== 'cash_out' && Number(amount) === 0;
  const isPercentage = percent === undefined || (Number(percent) > 0 && Number(percent) <= 100);
  const sums = [
    ['/gives', { amount, currency }],
    ...prices.map(({ money }, at) => [`/prices/${at}/money`, money ?? {}] as const),
  ] as const;
  return [
    ...(isNothing ? [['/gives/amount', 'more than nothing', amount] as [string, string, string]] : []),
    ...(isPercentage ? [] : [['/gives/percent', 'above 0 and up to 100', percent] as [string, string, string]]),
    ...sums.flatMap(([pointer, sum]) => ofMoney(pointer, sum)),
  ];
}

/** Nobody can pay, or be paid, half a cent. */
function ofMoney(
  pointer: string,
  { amount = '0', currency }: { readonly amount?: string | undefined; readonly currency?: string | undefined },
): [string, string, string][] {
  if (currency === undefined) return [];
  const exponent = currencyExponent(currency);
  if (exponent === undefined) return [[`${pointer}/currency`, 'a currency of ISO 4217', currency]];
  const [, fraction = ''] = amount.split('.');
  const isWhole = /^0*$/.test(fraction.slice(exponent));
  return isWhole ? [] : [[`${pointer}/amount`, `at most ${exponent} decimals, as ${currency} has them`, amount]];
}

/** Tiers and segments that the programme does not have: nobody would ever have the reward, or its price. */
function unknownNames({ tiers = [], prices }: SentReward, programme: Programme): [string, string, string][] {
  const has = {
    tier: [...(programme.tiers?.benefits.keys() ?? [])],
    segment: [...programme.segments.keys()],
  };
  const unknown = (pointer: string, what: keyof typeof has, name: string): [string, string, string][] =>
    has[what].includes(name) ? [] : [[pointer, `a ${what} of ${programme.id}: ${words(has[what])}`, name]];
  return [
    ...tiers.flatMap((name, at) => unknown(`/tiers/${at}`, 'tier', name)),
    ...prices.flatMap(({ tier, segment }, at) => [
      ...(tier === undefined ? [] : unknown(`/prices/${at}/tier`, 'tier', tier)),
      ...(segment === undefined ? [] : unknown(`/prices/${at}/segment`, 'segment', segment)),
    ]),
  ];
}

/** It is issued without anybody asking, as long as there are points. */
function ofAutomatic({ kind, prices, stock, limit }: SentReward, tiers: readonly string[] | undefined): string[] {
  const [price] = prices;
  const isPlain = prices.length === 1 && price?.points.length === 1;
  return [
    ...(PROVED_BY_VOUCHER.includes(kind) ? [] : [`a kind that a voucher proves: ${words(PROVED_BY_VOUCHER)}`]),
    ...(isPlain && !price.money && price.tier === undefined && price.segment === undefined
      ? []
      : ['one price, of one wallet, for everybody']),
    ...(stock === undefined && !limit && !tiers ? [] : ['no stock, limit or tiers']),
  ];
}

function durations({ limit, voucher, payout }: SentReward): [pointer: string, text: string][] {
  return [
    ...(limit?.per === undefined ? [] : [['/limit/per', limit.per] as [string, string]]),
    ...(voucher?.validFor === undefined ? [] : [['/voucher/validFor', voucher.validFor] as [string, string]]),
    ...(payout?.limit ? [['/payout/limit/per', payout.limit.per] as [string, string]] : []),
    ...(payout?.approveWithin === undefined
      ? []
      : [['/payout/approveWithin', payout.approveWithin] as [string, string]]),
  ];
}

const words = (list: readonly string[]): string => (list.length === 0 ? 'none' : list.join(', '));
