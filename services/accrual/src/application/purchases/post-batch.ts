import type { ClaimKey, Command } from '@loyalty/event-store';
import { currentTrace, inTrace } from '@loyalty/tracing';
import { reject, type Rejected } from '../../domain/rejections.js';
import type { SentPurchase, SentReturn } from '../../domain/sent/sent-purchase.js';
import { join } from '../../domain/claims.js';
import { asFarAsAsked, Unasked } from '../members/as-far-as-asked.js';
import type { AccrualPorts } from '../ports.js';
import { recogniseReturners } from '../returns/post-return.js';
import type { Invalid } from '../invalid.js';
import { preparePurchase, type PreparedPurchase } from './prepare-purchase.js';
import { prepareReturn, type PreparedReturn } from '../returns/prepare-return.js';
import type { PurchaseAnswer } from './purchase-answer.js';
import { recognise } from './recognise.js';
import { recordPurchase } from './record-purchase.js';
import { recordReturn, type ReturnResult } from '../returns/record-return.js';
import type { Slots } from './slots.js';

export type BatchItem =
  { readonly kind: 'purchase'; readonly sent: SentPurchase } | { readonly kind: 'return'; readonly sent: SentReturn };

export type BatchAnswer = PurchaseAnswer | ReturnResult | Invalid | Rejected;

/** The trace to which a line belongs, by its index in the group. */
export type TraceOf = (index: number) => string | undefined;

/** A line that is answered already, or what the store is to decide for it. */
type Ready = { readonly answer: BatchAnswer } | Unasked | ToDecide;

interface ToDecide {
  readonly command: Command<BatchAnswer>;
  /** Under which a return finds the purchase while it is under way. */
  readonly key?: string;
}

/**
 * One batch. Its lines are handed to the store in their order, group by group: whoever a line enrols is a member for
 * those after it, and the store keeps the order of what happens to one account.
 */
export class Batch {
  /** Where the purchases that are on their way are decided, so that a return finds one before it is written. */
  private readonly inFlight = new Map<string, string>();
  /** Whether the last answer was a repeat: who sends a file again sends all of it again. */
  private isRepeating = false;

  private readonly dryRun: boolean;

  /** `dryRun`: each line is answered as if it came now and alone, and nothing is written. */
  constructor(
    private readonly ports: AccrualPorts,
    private readonly slots: Slots,
    { dryRun = false } = {},
  ) {
    this.dryRun = dryRun;
  }

  /** Lines of one request are in its trace, messages each in their own. Comes back when all of the group have been handed to the store; each answer comes when it is durable. */
  async hand(group: readonly BatchItem[], traceOf: TraceOf = currentTrace): Promise<readonly Promise<BatchAnswer>[]> {
    const purchases = await this.readyPurchases(group.flatMap((item) => (item.kind === 'purchase' ? [item.sent] : [])));
    const returns = await this.readyReturns(group.flatMap((item) => (item.kind === 'return' ? [item.sent] : [])));
    const lines = { purchase: purchases.values(), return: returns.values() };
    const ready = group.map(({ kind }): Ready => {
      const line = lines[kind].next().value;
      if (!line) throw new Error(`a ${kind} of the batch was not made ready`);
      return line;
    });
    await this.slots.take(ready.filter((line) => 'command' in line).length);
    return ready.map((line, index) => {
      if ('command' in line) return this.send(line, traceOf(index));
      return line instanceof Unasked ? Promise.reject(line.cause) : Promise.resolve(line.answer);
    });
  }

  private async send({ command, key }: ToDecide, trace: string | undefined): Promise<BatchAnswer> {
    try {
      const answer = await inTrace(trace, () => this.decide(command));
      if ('repeated' in answer) this.isRepeating = answer.repeated;
      return answer;
    } finally {
      this.slots.giveBack();
      if (key !== undefined) this.inFlight.delete(key);
    }
  }

  private async decide(command: Command<BatchAnswer>): Promise<BatchAnswer> {
    const { store } = this.ports;
    return this.dryRun ? store.preview(command) : (await store.execute(command)).answer;
  }

  private async readyPurchases(sent: readonly SentPurchase[]): Promise<readonly Ready[]> {
    const prepared = sent.map((one) => preparePurchase(one, this.ports));
    const known = prepared.filter((one): one is PreparedPurchase => 'facts' in one);
    const { dryRun } = this;
    const buyers = (await asFarAsAsked(known, (some) => recognise(some, this.ports, { dryRun }))).values();
    return prepared.map((purchase): Ready => {
      if (!('facts' in purchase)) return { answer: purchase };
      const buyer = buyers.next().value ?? reject({ reason: 'member_not_found' });
      if (buyer instanceof Unasked) return buyer;
      if ('rejected' in buyer) return { answer: buyer };
      const { isRepeating: isSuspected } = this;
      const command = recordPurchase({ purchase, buyer, programmes: this.ports.programmes, isSuspected });
      const key = keyText(purchase.key);
      this.inFlight.set(key, command.on);
      return { command, key };
    });
  }

  private async readyReturns(sent: readonly SentReturn[]): Promise<readonly Ready[]> {
    const inFlight = (key: ClaimKey) => this.inFlight.get(keyText(key));
    const prepared = await Promise.all(sent.map((one) => prepareReturn(one, this.ports, inFlight)));
    const known = prepared.filter((one): one is PreparedReturn => 'judge' in one);
    const owners = (await asFarAsAsked(known, (some) => recogniseReturners(some, this.ports))).values();
    return prepared.map((one): Ready => {
      if (!('judge' in one)) return { answer: one };
      const owner = owners.next().value ?? null;
      if (owner instanceof Unasked) return owner;
      if (owner && 'rejected' in owner) return { answer: owner };
      return { command: recordReturn({ prepared: one, owner, programmes: this.ports.programmes }) };
    });
  }
}

function keyText({ scope, key }: ClaimKey): string {
  return join([scope, key]);
}
