import { toId } from '@loyalty/service-host/values';
import type { RedemptionPorts } from '../ports.js';

/** A voucher that a decision may issue: made before it, so that deciding again makes the same. */
export interface NewVoucher {
  readonly stream: string;
  /** `vch_…` */
  readonly id: string;
  readonly hash: string;
}

export function newVoucher({ newUuid, vouchers }: Pick<RedemptionPorts, 'newUuid' | 'vouchers'>): NewVoucher {
  const stream = newUuid();
  const id = toId('vch', stream);
  return { stream, id, hash: vouchers.hashOf(vouchers.codeOf(id)) };
}
