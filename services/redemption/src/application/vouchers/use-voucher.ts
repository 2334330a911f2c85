import type { VoucherEvent, VoucherReleased, VoucherReserved, VoucherUsed } from '@loyalty/contracts';
import type { Append, Command, Decision, View } from '@loyalty/event-store';
import { deadline, type Duration, parseDuration, type Programme } from '@loyalty/programme';
import { fromId } from '@loyalty/service-host/values';
import { reject, type Rejected, type Rejection } from '../../domain/rejections.js';
import type { SentReservation, SentUse } from '../../domain/vouchers/sent-voucher.js';
import { hindranceOf } from '../../domain/vouchers/usable.js';
import { usedAs, useName, type Voucher } from '../../domain/vouchers/voucher-stream.js';
import { memberOf } from '../member-of.js';
import { capturing, type Capturing, decideCapture } from '../capture.js';
import type { RedemptionPorts } from '../ports.js';
import { type FoundVoucher, findVoucher, readVoucher } from './find-voucher.js';
import { issueAppend, voucherAppend } from './voucher-book.js';

export interface VoucherAnswer {
  readonly voucher: Voucher;
  /** Of a reservation: from when on it is free again. */
  readonly lapsesAt?: number;
  readonly repeated: boolean;
}

type Answer = VoucherAnswer | Rejected;
type UsePorts = Pick<
  RedemptionPorts,
  'store' | 'vouchers' | 'pools' | 'clock' | 'members' | 'together' | 'programmes' | 'newUuid'
>;
const RESERVED_FOR = 'PT15M';

/** What is asked of a voucher, and all that does not depend on what others do meanwhile. */
interface Asking extends Capturing {
  readonly sent: SentUse;
  readonly found: FoundVoucher;
  /** Null: the till does not say who shows it. */
  readonly member: string | null;
  readonly programme: Programme;
}

/** Uses it once; a reservation under the same name becomes the use. What its points are held for is captured with it. */
export function useVoucher(sent: SentUse, ports: UsePorts): Promise<Answer> {
  return asking(sent, ports, (view, asked) => {
    const { voucher, isNew } = readVoucher(view, asked.found);
    const { member } = asked;
    const { source, externalId, store } = sent;
    const again = usedAs(voucher, sent);
    if (again) {
      if (again.member !== member) return refused({ reason: 'code_not_yours' });
      if (again.store === store) return repeat(voucher);
      const first = voucher.facts.voucher;
      return refused({ reason: 'already_used_with_other_content', first, differs: ['store'] });
    }
    const hindrance = hindranceOf(voucher, { source, externalId, member }, view.now);
    if (hindrance) return refused(hindrance);

    const occurredAt = view.now;
    const said = { type: 'VoucherUsed', source, externalId, occurredAt, member } as const;
    const event: VoucherUsed = { ...said, ...(store !== undefined && { store }) };
    const spent = captureWith(view, voucher, asked);
    if ('rejected' in spent) return { answer: spent, appends: [] };
    const after: Voucher = { ...voucher, uses: [...voucher.uses, event] };
    return {
      answer: { voucher: after, repeated: false },
      appends: [...spent, append(voucher, event, { isNew, asked })],
    };
  });
}

/** Sets one use aside for a till, until it is used, released or lapses. */
export async function reserveVoucher(sent: SentReservation, ports: UsePorts): Promise<Answer> {
  const lapsesAfter = parseDuration(sent.lapsesAfter ?? RESERVED_FOR);
  if (!lapsesAfter) return reject({ reason: 'hold_lapses_at_once' });
  return asking(sent, ports, (view, asked) => {
    const { voucher, isNew } = readVoucher(view, asked.found);
    const hindrance = hindranceOf(voucher, { ...sent, member: asked.member }, view.now);
    if (hindrance) return refused(hindrance);
    // A reservation that comes late, when its use is over, must not set another use aside.
    if (usedAs(voucher, sent)) return refused(usedUp(voucher));
    const own = voucher.reserved.get(useName(sent));
    if (own && own.lapsesAt > view.now) return repeat(voucher, own.lapsesAt);
    const lapsesAt = lapseOf(lapsesAfter, asked, view.now);
    if (typeof lapsesAt !== 'number') return refused(lapsesAt);

    const { source, externalId } = sent;
    const event: VoucherReserved = { type: 'VoucherReserved', source, externalId, occurredAt: view.now, lapsesAt };
    const reserved = new Map(voucher.reserved).set(useName(sent), { source, externalId, lapsesAt });
    return {
      answer: { voucher: { ...voucher, reserved }, lapsesAt, repeated: false },
      appends: [append(voucher, event, { isNew, asked })],
    };
  });
}

/** Gives a reserved use back. Where there is none any more, there is nothing to say no to; a use is a use. */
export function releaseVoucher(sent: SentUse, ports: UsePorts): Promise<Answer> {
  return asking(sent, ports, (view, asked) => {
    const { voucher, isNew } = readVoucher(view, asked.found);
    const { facts } = voucher;
    if (facts.member !== null && facts.member !== asked.member) return refused({ reason: 'code_not_yours' });
    if (usedAs(voucher, sent)) {
      return refused(usedUp(voucher));
    }
    const own = voucher.reserved.get(useName(sent));
    if (!own || own.lapsesAt <= view.now) return repeat(voucher);
    const { source, externalId } = sent;
    const event: VoucherReleased = { type: 'VoucherReleased', source, externalId, occurredAt: view.now };
    const reserved = new Map(voucher.reserved);
    reserved.delete(useName(sent));
    return {
      answer: { voucher: { ...voucher, reserved }, repeated: false },
      appends: [append(voucher, event, { isNew, asked })],
    };
  });
}

async function asking(
  sent: SentUse,
  ports: UsePorts,
  decide: (view: View, asked: Asking) => Decision<Answer>,
): Promise<Answer> {
  const found = await findVoucher(sent.code, ports);
  if (!found) return reject({ reason: 'voucher_not_found' });
  const parts = await capturing(ports);
  const programme = parts.programmes.find(({ id }) => id === found.programme);
  if (!programme) return reject({ reason: 'programme_not_found', programme: found.programme });
  // Somebody whom nobody knows is not the one whose voucher it is.
  const owner = sent.member && (await memberOf(sent.member, programme.id, ports));
  const member = owner ? await boundAs(owner.member, found, ports) : null;
  const asked: Asking = { sent, found, member, programme, ...parts };
  const command: Command<Answer> = { on: found.stream, decide: (view) => decide(view, asked) };
  return (await ports.store.execute(command)).answer;
}

/** Whoever it is bound to may be the member who shows it by now: since a merge they are one person. */
async function boundAs(
  member: string,
  { member: bound }: FoundVoucher,
  { together }: Pick<UsePorts, 'together'>,
): Promise<string> {
  if (bound === null || bound === member) return member;
  return (await together(member)).includes(bound) ? bound : member;
}

function captureWith(view: View, { facts }: Voucher, asked: Asking): readonly Append[] | Rejected {
  if (!facts.capturesOnUse || facts.redemption === null) return [];
  const stream = fromId('red', facts.redemption);
  if (stream === undefined) throw new Error(`'${facts.redemption}' is no id of a redemption`);
  const { answer, appends } = decideCapture(view, { ...asked, stream, byVoucher: true });
  return 'rejected' in answer ? answer : appends;
}

function lapseOf(after: Duration, { programme }: Asking, now: number): number | Rejection {
  const lapsesAt = deadline(programme, now, after);
  const latest = deadline(programme, now, programme.holdLapsesAfterMax);
  if (lapsesAt <= now) return { reason: 'hold_lapses_at_once' };
  return lapsesAt > latest ? { reason: 'hold_too_long', lapsesAt, latest } : lapsesAt;
}

function append(
  { facts }: Voucher,
  event: VoucherEvent,
  { isNew, asked }: { readonly isNew: boolean; readonly asked: Asking },
): Append {
  return isNew ? issueAppend(facts, { hash: asked.found.hash, more: [event] }) : voucherAppend(facts.voucher, event);
}

const repeat = (voucher: Voucher, lapsesAt?: number): Decision<Answer> => ({
  answer: { voucher, ...(lapsesAt !== undefined && { lapsesAt }), repeated: true },
  appends: [],
});
const usedUp = ({ facts: { voucher, usesMax }, uses }: Voucher): Rejection => ({
  reason: 'voucher_used',
  voucher,
  usesMax,
  uses,
});

const refused = (rejection: Rejection): Decision<Answer> => ({ answer: reject(rejection), appends: [] });
