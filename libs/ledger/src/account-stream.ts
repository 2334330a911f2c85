import { type Account, emptyAccount } from './account.js';
import { decode } from './codec/decode.js';
import { encode } from './codec/encode.js';
import { snapshot } from './codec/snapshot.js';
import { evolve } from './evolve.js';
import { sizeOf } from './tree.js';

/** What an event store must know of an Account: how its stream begins, grows, and stands in bytes. */
export const accountStream = {
  name: 'account',
  initial: (): Account => emptyAccount,
  evolve,
  weigh,
  encode,
  decode,
  snapshot,
};

const ACCOUNT_BYTES = 500;
/** With its id and its place in two trees. */
const LOT_BYTES = 260;
const HOLD_BYTES = 500;
const EXPIRED_BYTES = 150;

/** Roughly, in bytes; measured on heaps of Node 24. */
function weigh(account: Account): number {
  let lots = sizeOf(account.pending);
  for (const wallet of account.wallets) lots += sizeOf(wallet.lots);
  return (
    ACCOUNT_BYTES + LOT_BYTES * lots + HOLD_BYTES * sizeOf(account.holds) + EXPIRED_BYTES * sizeOf(account.expired)
  );
}
