import type { ClaimKey } from '@loyalty/event-store';
import { newUuid, toId } from '@loyalty/service-host/values';
import { canonicalIdentity, canonicalPurchase } from '../../domain/sent/canonical.js';
import { purchaseKey } from '../../domain/claims.js';
import { parsePurchase, type PurchaseFacts } from '../../domain/sent/purchase.js';
import { shownTokens } from '../../domain/sent/shown-tokens.js';
import { receiptKey } from '../../domain/receipt.js';
import { tooManyUnits } from '../../domain/sent/return.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import type { SentExchangeReturn, SentPurchase } from '../../domain/sent/sent-purchase.js';
import { identityOf } from '../members/identity-of.js';
import { Invalid } from '../invalid.js';
import { latestOccurredAt } from '../programmes/latest-occurred-at.js';
import type { AccrualPorts, Identity } from '../ports.js';
import type { ProgrammeVersion } from '../programmes.js';

/** A purchase that is ready to be decided but for who its member is. Nothing has been written for it yet. */
export interface PreparedPurchase {
  readonly sent: SentPurchase;
  readonly facts: PurchaseFacts;
  readonly judge: ProgrammeVersion;
  readonly identity: Identity | undefined;
  /** Taken when it is recorded: a purchase that turns out to be known does not use them. */
  readonly stream: string;
  readonly id: string;
  readonly key: ClaimKey;
  readonly receipt: ClaimKey | undefined;
  readonly fingerprint: string;
  /** What it would be, had something else been sent. */
  readonly printOf: (sent: SentPurchase) => string;
  readonly identityPrint: string | undefined;
  readonly returns: readonly SentExchangeReturn[];
  /** What was paid with or shown, keyed; empty where the programme counts nothing by it. */
  readonly tokens: readonly string[];
  /** Whether a payment names what paid it. */
  readonly paysWithTokens: boolean;
}

type PreparePorts = Pick<AccrualPorts, 'programmes' | 'fingerprint' | 'clock'>;

export function preparePurchase(sent: SentPurchase, ports: PreparePorts): PreparedPurchase | Invalid | Rejected {
  const judge = judgeOf(sent, ports);
  if ('rejected' in judge) return judge;
  const parsed = parsePurchase(sent, judge.programme, latestOccurredAt(judge.programme, ports.clock.now()));
  if (!parsed.ok) return new Invalid(parsed.problems);
  const tooMany = sent.returns?.flatMap((each, at) => tooManyUnits(each, `/returns/${at}`)) ?? [];
  if (tooMany.length > 0) return new Invalid(tooMany);

  const facts = parsed.purchase;
  const stream = newUuid();
  const receipt = receiptKey(facts);
  const printOf = (other: SentPurchase) => ports.fingerprint(canonicalPurchase(other));
  return {
    sent,
    facts,
    judge,
    identity: identityOf(sent.member),
    stream,
    id: toId('pur', stream),
    key: purchaseKey(facts.programme, facts),
    receipt,
    fingerprint: printOf(sent),
    printOf,
    identityPrint: receipt && sent.member ? ports.fingerprint(canonicalIdentity(sent.member)) : undefined,
    returns: sent.returns ?? [],
    tokens: tokensOf(sent, judge.programme, ports),
    paysWithTokens: sent.payments?.some(({ token }) => token !== undefined) ?? false,
  };
}

/** Under the same key as what was sent: equal for equal tokens, and meaningless to whoever lacks it. */
function tokensOf(
  sent: SentPurchase,
  { velocity }: ProgrammeVersion['programme'],
  { fingerprint }: Pick<PreparePorts, 'fingerprint'>,
): readonly string[] {
  const isCounted = velocity?.limits.some(({ of }) => of === 'token') ?? false;
  return isCounted ? shownTokens(sent).map(fingerprint) : [];
}

/** The version in force when it happened, of the programme that it names or can only mean. */
function judgeOf(sent: SentPurchase, { programmes }: PreparePorts): ProgrammeVersion | Rejected {
  const at = Date.parse(sent.occurredAt);
  if (sent.programme !== undefined) {
    return (
      programmes.inForce(sent.programme, at) ?? reject({ reason: 'programme_not_found', programme: sent.programme })
    );
  }
  const all = programmes.list();
  const taking = all.filter(({ programme }) => programme.currencies.has(sent.currency));
  // Where none takes the currency, a sole programme says which it takes.
  const candidates = taking.length > 0 || all.length !== 1 ? taking : all;
  const [only, ...others] = candidates;
  if (!only || others.length > 0) {
    return reject({ reason: 'programme_required', candidates: (taking.length > 0 ? taking : all).map(({ id }) => id) });
  }
  return programmes.inForce(only.id, at) ?? only;
}
