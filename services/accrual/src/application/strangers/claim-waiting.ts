import { deadline } from '@loyalty/programme';
import type { RecordedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { strangerTag } from '../../domain/stranger-tag.js';
import { accountStreamId } from '../account-book.js';
import { claimPurchase } from './claim-purchase.js';
import type { AccrualPorts } from '../ports.js';
import type { ProgrammeVersion } from '../programmes.js';
import { seeClaimant } from '../members/see-members.js';

/** An identity that bought before it was anyone's has become a member's. */
export interface WaitingClaim {
  /** `mem_…` */
  readonly member: string;
  /** `acc_…` */
  readonly account: string;
  readonly programme: string;
  readonly strangers: readonly string[];
  readonly joinedAt: number;
}

/**
 * Claims all purchases that wait under these strangers and are young enough. Called at least once by enrollment: what
 * is claimed already stays as it is. Each purchase is a commit of its own, so that a failure is gone on from.
 */
export async function claimWaiting(
  claim: WaitingClaim,
  ports: Pick<AccrualPorts, 'store' | 'programmes' | 'members' | 'segments'>,
): Promise<number> {
  const { store, programmes } = ports;
  const { member, account, joinedAt } = claim;
  const isInTime = ({ facts }: RecordedPurchase, { programme }: ProgrammeVersion) =>
    joinedAt < deadline(programme, facts.occurredAt, programme.claimWithin);

  const streams = await store.preview({
    on: accountStreamId(account),
    decide: (view) => ({
      answer: claim.strangers.flatMap((stranger) => view.tagged(strangerTag(stranger))),
      appends: [],
    }),
  });
  let claimed = 0;
  for (const stream of streams) {
    const { state } = await store.load(purchaseStream, stream);
    if (state.status !== 'recorded' || state.facts.programme !== claim.programme || state.owner) continue;
    const owner = { member, account, joinedAt };
    const seen = await seeClaimant(owner, state.facts, ports);
    const { answer } = await store.execute(claimPurchase({ stream, owner, seen, programmes, isInTime }));
    if (!('rejected' in answer) && !answer.repeated) claimed += 1;
  }
  return claimed;
}
