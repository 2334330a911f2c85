import { balanceAt, type WalletStanding } from '@loyalty/ledger';
import type { Programme } from '../programme.js';
import type { Instant } from '../purchase.js';
import { progressText, type TierWords } from '../text/tier-text.js';
import { LANGUAGES } from '../text/texts.js';
import { tierProgress } from '../tiers/progress.js';
import type { Cast } from './cast.js';
import { listed, plainSpaces, type Findings } from './findings.js';
import type { Member } from './member.js';
import type { PointsDocument, StepDocument } from './tests-document.js';

interface Looking {
  readonly cast: Cast;
  readonly member: Member;
  readonly at: Instant;
  readonly findings: Findings;
}

/** How the member stands after a step. Wallets that are not named are not looked at. */
export function compareState(step: StepDocument, { cast, member, at, findings }: Looking): void {
  const { programme } = cast;
  const tier = member.tierAt(programme, at);
  if (step.tier !== undefined) findings.compare(['tier'], 'tier', { expected: step.tier, found: tier ?? 'none' });
  if (step.rewards) {
    const open = programme.tiers?.benefits.get(tier ?? '')?.rewards ?? [];
    findings.compare(['rewards'], 'rewards open', { expected: listed(step.rewards), found: listed(open) });
  }
  if (step.segments) {
    const found = listed(cast.segments(member, at));
    findings.compare(['segments'], 'segments', { expected: listed(step.segments), found });
  }
  if (step.says) compareSays(step.says, { programme, member, at, findings });

  const standing = balanceAt(member.account, cast.now);
  const look = (field: 'balances' | 'pending' | 'shortfall', what: string, of: (wallet: WalletStanding) => bigint) => {
    const expected: PointsDocument = step[field] ?? {};
    for (const [wallet, points] of Object.entries(expected)) {
      const held = standing.find((each) => each.wallet === wallet);
      findings.compare([field, wallet], `${wallet} ${what}`, { expected: points, found: held ? of(held) : 0n });
    }
  };
  look('balances', 'that can be spent', ({ available }) => available);
  look('pending', 'pending', ({ pending }) => pending);
  look('shortfall', 'that could not be taken back', ({ shortfall }) => shortfall);
}

function compareSays(
  says: NonNullable<StepDocument['says']>,
  { programme, member, at, findings }: Omit<Looking, 'cast'> & { readonly programme: Programme },
): void {
  const state = member.tierState(programme);
  const words = wordsOf(programme);
  for (const language of LANGUAGES) {
    const expected = says[language];
    if (expected === undefined) continue;
    const progress = state && programme.tiers && tierProgress(programme.tiers.rules, state, at);
    const sentences = progress && words ? progressText(progress, words, language) : [];
    const found = plainSpaces(sentences.join(' ')) || 'nothing';
    findings.compare(['says', language], 'the tier is told as', { expected: expected.trim(), found });
  }
}

/** Undefined where no tier can be told. */
function wordsOf({ tiers, wallets, timeZone, currency, currencies }: Programme): TierWords | undefined {
  const [first] = wallets.values();
  const wallet = wallets.get(tiers?.rules.wallet ?? '') ?? first;
  return wallet && { timeZone, unit: wallet.words, currency, exponent: currencies.get(currency)?.exponent ?? 2 };
}
