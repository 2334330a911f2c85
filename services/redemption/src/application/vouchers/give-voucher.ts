import type { VoucherIssued } from '@loyalty/contracts';
import type { Claimed, Command, View } from '@loyalty/event-store';
import { parseInstant } from '@loyalty/service-host/values';
import { keyOf } from '../../domain/claims.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import type { SentVoucher } from '../../domain/vouchers/sent-voucher.js';
import { newVoucherState, voucherStream } from '../../domain/vouchers/voucher-stream.js';
import { chooseProgramme } from '../choose-programme.js';
import { memberOf } from '../member-of.js';
import type { Owner, RedemptionPorts } from '../ports.js';
import { newVoucher } from './new-voucher.js';
import type { VoucherAnswer } from './use-voucher.js';
import { issueAppend } from './voucher-book.js';

type GivePorts = Pick<RedemptionPorts, 'store' | 'programmes' | 'members' | 'newUuid' | 'vouchers' | 'fingerprint'>;
type Answer = VoucherAnswer | Rejected;

/** A personal promo code, or one for whoever has it; nobody paid for it. */
export async function giveVoucher(
  { sent, idempotencyKey }: { readonly sent: SentVoucher; readonly idempotencyKey: string },
  ports: GivePorts,
): Promise<Answer> {
  const programme = await chooseProgramme(sent.programme, ports);
  if ('rejected' in programme) return programme;
  const owner = sent.member && (await memberOf(sent.member, programme.id, ports));
  if (sent.member && !owner) return reject({ reason: 'member_not_found' });
  const fresh = newVoucher(ports);
  const key = keyOf(programme.id, 'voucher', idempotencyKey);
  const fingerprint = ports.fingerprint(JSON.stringify(contentOf(sent)));
  const command: Command<Answer> = {
    on: fresh.stream,
    decide(view) {
      const known = view.find(key);
      if (known) return { answer: first(known, { sent, owner, fingerprint, view }), appends: [] };
      const occurredAt = view.now;
      const event: VoucherIssued = {
        type: 'VoucherIssued',
        voucher: fresh.id,
        programme: programme.id,
        member: owner?.member ?? null,
        redemption: null,
        reward: null,
        pool: null,
        usesMax: sent.uses ?? 1,
        validFrom: instantOf(sent.validFrom) ?? occurredAt,
        validUntil: instantOf(sent.validUntil) ?? null,
        capturesOnUse: false,
        occurredAt,
      };
      const issue = issueAppend(event, { hash: fresh.hash });
      const appends = [{ ...issue, claims: [...(issue.claims ?? []), { ...key, fingerprint }] }];
      return { answer: { voucher: newVoucherState(event), repeated: false }, appends };
    },
  };
  return (await ports.store.execute(command)).answer;
}

function contentOf({ programme, member, uses, validFrom, validUntil }: SentVoucher) {
  return [programme ?? null, Object.entries(member ?? {}), uses ?? 1, instantOf(validFrom), instantOf(validUntil)];
}

const instantOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : parseInstant(text);

interface Again {
  readonly sent: SentVoucher;
  readonly owner: Owner | undefined;
  readonly fingerprint: string;
  readonly view: View;
}

function first(known: Claimed, { sent, owner, fingerprint, view }: Again): Answer {
  const { state } = view.state(voucherStream, known.stream);
  if (state.status !== 'known') throw new Error(`a key leads to ${known.stream}, which is empty`);
  if (known.fingerprint === fingerprint) return { voucher: state, repeated: true };
  const differs = differences(state.facts, sent, owner);
  return reject({ reason: 'already_used_with_other_content', first: state.facts.voucher, differs });
}

/** How the member was named, and whether the programme was, is not kept: it is told where nothing else differs. */
function differences(facts: VoucherIssued, sent: SentVoucher, owner: Owner | undefined): readonly string[] {
  const differing = [
    ...(facts.member === (owner?.member ?? null) ? [] : ['member']),
    ...(facts.usesMax === (sent.uses ?? 1) ? [] : ['uses']),
    ...(facts.validFrom === (instantOf(sent.validFrom) ?? facts.occurredAt) ? [] : ['validFrom']),
    ...(facts.validUntil === (instantOf(sent.validUntil) ?? null) ? [] : ['validUntil']),
  ];
  return differing.length > 0 ? differing : [...(owner ? ['member'] : []), 'programme'];
}
