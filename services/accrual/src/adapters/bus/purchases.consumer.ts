import type { HandlingContext } from '@loyalty/messaging';
import type { Problem } from '@loyalty/service-host';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { Batch, type BatchItem } from '../../application/purchases/post-batch.js';
import { Invalid } from '../../application/invalid.js';
import { Slots } from '../../application/purchases/slots.js';
import { Rejected } from '../../domain/rejections.js';
import { ACCRUAL_PORTS, type HttpPorts } from '../http/accrual-ports.js';
import { countPurchase, countReturn } from '../http/points-metrics.js';
import { invalidProblem, rejectionProblem } from '../http/rejection.convert.js';
import { PURCHASE_TOPIC } from './purchase-message.js';

/** Whose methods these are, where several consumers stand in one application. */
export const PURCHASE_INTAKE = Symbol('accrual: purchase intake');

const IN_FLIGHT_MAX = 4_096;

/**
 * Purchases and returns by the bus: the same as a batch over HTTP, with the same ids, so one that comes over both roads
 * is one. What its programme refuses becomes a dead letter with the reason; an outage stops the partition until it is over.
 */
@Controller()
export class PurchasesConsumer {
  private readonly slots = new Slots(IN_FLIGHT_MAX);

  constructor(@Inject(ACCRUAL_PORTS) private readonly ports: HttpPorts) {}

  @EventPattern<string>(PURCHASE_TOPIC, PURCHASE_INTAKE)
  async take(@Payload() items: readonly BatchItem[], @Ctx() { refuse, traceOf }: HandlingContext): Promise<void> {
    // The place moves behind all of them: what was written before an outage is recognised when it comes again.
    const answers = await Promise.all(await new Batch(this.ports, this.slots).hand(items, traceOf));
    for (const [index, answer] of answers.entries()) {
      if (answer instanceof Invalid) refuse(index, reasonOf(invalidProblem(answer)));
      else if (answer instanceof Rejected) refuse(index, reasonOf(rejectionProblem(answer.rejection)));
      else if ('first' in answer) countPurchase(answer);
      else countReturn(answer);
    }
  }
}

/** Without what was found: it stands in clear beside a message that is sealed. */
function reasonOf({ code, errors }: Problem): string {
  const places = errors?.map(({ pointer, code: problem, expected }) => ({ pointer, code: problem, expected }));
  return JSON.stringify({ code, errors: places });
}
