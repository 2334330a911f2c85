import type { RewardChosen, RewardIssued, VoucherIssued } from '@loyalty/contracts';
import type { Append } from '@loyalty/event-store';
import { deadline, parseDuration, type Programme } from '@loyalty/programme';
import { accountStreamId } from '../account-book.js';
import type { NewVoucher } from '../vouchers/new-voucher.js';
import { issueAppend, voucherAppend } from '../vouchers/voucher-book.js';
import type { Taker } from './reward-book.js';

/** What the redemption says of it, and what else is written in the same commit. */
export interface Issue {
  readonly issued: RewardIssued | null;
  readonly appends: readonly Append[];
}

export const NOTHING_ISSUED: Issue = { issued: null, appends: [] };

interface Issuing {
  readonly facts: Taker & { readonly source: string; readonly externalId: string };
  readonly occurredAt: number;
  readonly programmes: readonly Programme[];
  readonly voucher: NewVoucher;
  readonly byVoucher?: boolean;
}

/** The points are spent: the reward is the member's, with a voucher where its terms say so. */
export function issueReward(chosen: RewardChosen, issuing: Issuing): Issue {
  const { facts, occurredAt, voucher, byVoucher = false } = issuing;
  const { reward, stocked, voucherTerms } = chosen;
  const said = { type: 'RewardIssued', reward, stocked, occurredAt } as const;
  // It was issued with the hold, and its use is this capture, whoever asks for it.
  if (chosen.voucher !== null) {
    const { source, externalId, member } = facts;
    const used = { type: 'VoucherUsed', source, externalId, occurredAt, member } as const;
    return { issued: { ...said, voucher: null }, appends: byVoucher ? [] : [voucherAppend(chosen.voucher, used)] };
  }
  if (!voucherTerms) return { issued: { ...said, voucher: null }, appends: [] };
  const event: VoucherIssued = {
    type: 'VoucherIssued',
    voucher: voucher.id,
    programme: facts.programme,
    member: facts.member,
    redemption: facts.redemption,
    reward,
    pool: null,
    usesMax: voucherTerms.usesMax,
    validFrom: occurredAt,
    validUntil: endOf(voucherTerms.validFor, issuing),
    capturesOnUse: false,
    occurredAt,
  };
  const beside = accountStreamId(facts.account);
  return { issued: { ...said, voucher: voucher.id }, appends: [issueAppend(event, { hash: voucher.hash, beside })] };
}

function endOf(validFor: string | undefined, { facts, occurredAt, programmes }: Issuing): number | null {
  const duration = validFor === undefined ? undefined : parseDuration(validFor);
  if (!duration) return null;
  const programme = programmes.find(({ id }) => id === facts.programme);
  if (!programme) throw new Error(`the programme ${facts.programme} of a redemption is not known`);
  return deadline(programme, occurredAt, duration);
}
