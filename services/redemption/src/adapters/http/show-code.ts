import type { RedemptionPorts } from '../../application/ports.js';
import { shownCode } from '../../domain/vouchers/voucher-code.js';

/** Codes are made anew of the ids of their vouchers; nobody keeps them. */
export function showing({ vouchers }: Pick<RedemptionPorts, 'vouchers'>): (voucher: string) => string {
  return (voucher) => shownCode(vouchers.codeOf(voucher));
}
