import { type Account, emptyAccount } from './account.js';
import { decode } from './codec/decode.js';
import { encode } from './codec/encode.js';
import { snapshot } from './codec/snapshot.js';
import { evolve } from './evolve.js';

/** What an event store must know of an Account: how its stream begins, grows, and stands in bytes. */
export const accountStream = {
  name: 'account',
  initial: (): Account => emptyAccount,
  evolve,
  encode,
  decode,
  snapshot,
};
