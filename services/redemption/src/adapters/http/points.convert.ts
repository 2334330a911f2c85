import type { WalletPoints } from '@loyalty/ledger';

/** Points are JSON integers on the wire; the ledger holds no more than those can say. */
export const toPoints = ({ wallet, points }: WalletPoints) => ({ wallet, points: Number(points) });
