import type { OpenHome } from '../home/home.js';
import type { Output } from '../output.js';
import { auditHome } from './audit.js';
import { reconcileRedemptions } from './reconcile.js';
import { verifyLedger } from './verify.js';

interface Proof {
  readonly name: string;
  readonly says: string;
  readonly work: (home: OpenHome, output: Output) => Promise<void>;
}

/** What can be proved of a ledger: that it is as it was written, and that what was written is right. */
export const PROOFS: readonly Proof[] = [
  {
    name: 'verify',
    says: 'recompute the whole ledger and say whether it is as it was written',
    work: verifyLedger,
  },
  {
    name: 'audit',
    says: 'recompute every earned and reversed point and name what does not follow from the log',
    work: auditHome,
  },
  {
    name: 'reconcile',
    says: 'compare every redemption with its account, stock, takings and vouchers',
    work: reconcileRedemptions,
  },
];
