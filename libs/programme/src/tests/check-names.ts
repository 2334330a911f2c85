import type { Meaning } from '../document/meaning.js';
import { escapePointer } from '../document/yaml-text.js';
import type { Programme } from '../programme.js';
import type { StepDocument } from './tests-document.js';

/** The words that a test may use of its programme. */
export interface Names {
  readonly wallets: readonly string[];
  /** That purchases or actions explain themselves with. */
  readonly offers: readonly string[];
  readonly purchaseOffers: readonly string[];
  readonly discounts: readonly string[];
  readonly tiers: readonly string[];
  readonly rewards: readonly string[];
  readonly segments: readonly string[];
  readonly campaigns: readonly string[];
  readonly partners: readonly string[];
  readonly actions: readonly string[];
}

const CONDITIONS = [
  ...['period', 'stores', 'channels', 'times', 'tiers', 'segments', 'birthday', 'when'],
  ...['lines', 'spentAtLeast', 'everyNth', 'group', 'campaign'],
];

export function namesOf({ wallets, offers, actions, tiers, segments, discounts, referral }: Programme): Names {
  const purchaseOffers = offers.map(({ id }) => id);
  const known = <Value>(values: readonly (Value | null | undefined)[]) => [
    ...new Set(values.filter((value): value is Value => value !== null && value !== undefined)),
  ];
  const pending = [...wallets.values(), ...offers.map(({ terms }) => terms), ...actions.map(({ terms }) => terms)];
  return {
    wallets: [...wallets.keys()],
    offers: ['base', ...purchaseOffers, ...actions.map(({ id }) => id)],
    purchaseOffers,
    discounts: discounts.map(({ id }) => id),
    tiers: tiers ? [...tiers.rules.ladder.map(({ id }) => id ?? 'none'), 'none'] : [],
    rewards: known([...(tiers?.benefits.values() ?? [])].flatMap(({ rewards }) => [...(rewards ?? [])])),
    segments: [...segments.keys()],
    campaigns: known(offers.map(({ campaign }) => campaign)),
    partners: [
      'none',
      ...known([...offers, ...actions, referral?.inviter, referral?.friend].map((each) => each?.partner)),
    ],
    actions: known([
      ...actions.map(({ on }) => on),
      ...pending.map((wallet) => ('action' in wallet.pending ? wallet.pending.action : null)),
    ]),
  };
}

/** Names that the programme does not have would never be found: each is refused, with what was probably meant. */
export function checkNames(step: StepDocument, pointer: string, names: Names, meaning: Meaning): void {
  const check = (field: string, written: string, of: readonly string[], what: string) =>
    meaning.name(`${pointer}/${field}`, written, of, what);
  const keys = (field: keyof StepDocument, of: readonly string[], what: string) => {
    for (const key of Object.keys(step[field] ?? {})) check(`${field}/${escapePointer(key)}`, key, of, what);
  };
  const values = (field: 'paused' | 'rewards' | 'segments', of: readonly string[], what: string) =>
    step[field]?.forEach((value, at) => check(`${field}/${at}`, value, of, what));

  for (const field of ['earns', 'takes', 'releases', 'redeems', 'balances', 'pending', 'shortfall'] as const) {
    keys(field, names.wallets, 'wallet');
  }
  for (const field of ['offers', 'trimmed', 'explains'] as const) keys(field, names.offers, 'offer');
  keys('why', names.purchaseOffers, 'offer');
  keys('discounts', names.discounts, 'discount');
  for (const [offer, why] of Object.entries(step.why ?? {})) {
    const at = `why/${escapePointer(offer)}`;
    if (typeof why === 'string') check(at, why, CONDITIONS, 'condition');
    else if (why.condition !== undefined) check(`${at}/condition`, why.condition, CONDITIONS, 'condition');
  }
  if (typeof step.referral === 'string') {
    check('referral', step.referral, ['first', 'within', 'spentAtLeast'], 'condition of a referral');
  }
  step.lots?.forEach(({ wallet, partner, awaits }, at) => {
    if (wallet !== undefined) check(`lots/${at}/wallet`, wallet, names.wallets, 'wallet');
    if (partner !== undefined) check(`lots/${at}/partner`, partner, names.partners, 'partner');
    if (awaits !== undefined) check(`lots/${at}/awaits`, awaits, names.actions, 'action');
  });
  if (step.action !== undefined) check('action', step.action, names.actions, 'action of the programme');
  if (step.tier !== undefined) check('tier', step.tier, names.tiers, 'tier');
  values('paused', names.campaigns, 'campaign');
  values('rewards', names.rewards, 'reward');
  values('segments', names.segments, 'segment');
}
