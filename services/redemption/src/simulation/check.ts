import { booksOf, holdOf, imbalances, type WalletPoints } from '@loyalty/ledger';
import { fromId } from '@loyalty/service-host';
import { sumByWallet } from '../domain/points.js';
import { redemptionStream } from '../domain/redemption-stream.js';
import { Reconciler } from '../application/reconcile.js';
import type { Findings } from './findings.js';
import type { Placed, World } from './world.js';

/** Points are somewhere: in the books of both accounts, and in what each holds. */
export function checkConservation(findings: Findings, { sides }: World): void {
  for (const { account, events } of sides)
    findings.same('points are conserved', [], imbalances(booksOf(events), account));
}

/** Redemptions, accounts, stock, takings and vouchers say the same of every commit. */
export async function checkAgreement(findings: Findings, { ports }: World): Promise<void> {
  findings.same('streams that were committed together agree', [], await Reconciler.fromTheStart(ports.store).catchUp());
}

/** What redemption's streams say and what the accounts hold and have lost is the same, for every redemption there is. */
export async function checkRecords(findings: Findings, world: World): Promise<void> {
  for (const [at, side] of world.sides.entries()) {
    const open: WalletPoints[] = [];
    for (const placed of world.placed.filter(({ on }) => on === at)) {
      const { id } = placed;
      const { state } = await world.ports.store.load(redemptionStream, fromId('red', id) ?? '');
      if (state.status !== 'known') return findings.same(`${id} is known`, 'known', state.status);
      const hold = holdOf(side.account, id);
      const ofIt = side.events.filter((event) => 'redemption' in event && event.redemption === id);
      const burned = ofIt.flatMap((event) => (event.type === 'PointsBurned' ? event.slices : []));
      const refunded = ofIt.flatMap((event) => (event.type === 'PointsRefunded' ? event.slices : []));
      for (const event of ofIt)
        if (event.type === 'PointsBurned' || event.type === 'PointsRefunded')
          findings.same(`${id}: ${event.type} names the partner`, placed.sent.partner, event.partner);
      findings.same(`${id}: spent`, sumByWallet(burned), sumByWallet(state.captured?.slices ?? []));
      findings.same(`${id}: given back`, sumByWallet(refunded), state.refunded);
      findings.same(`${id}: as its caller remembers it`, remembered(placed), {
        voided: state.voided !== null,
        captured: sumByWallet(state.captured?.slices ?? []),
        refunded: state.refunded,
      });
      if (state.facts.lapsesAt === null) continue;
      const status = state.voided ? 'voided' : state.captured ? 'captured' : undefined;
      findings.same(`${id}: its hold`, status ?? (hold?.status === 'lapsed' ? 'lapsed' : 'open'), hold?.status);
      if (hold?.status === 'open') open.push(...hold.points);
    }
    const held = side.account.wallets.map(({ wallet, held: points }) => ({ wallet, points }));
    findings.same(
      'nothing is held but for a redemption',
      sumByWallet(open).filter(({ points }) => points > 0n),
      sumByWallet(held).filter(({ points }) => points > 0n),
    );
  }
}

function remembered({ voided, burned, refunded }: Placed) {
  return { voided, captured: sumByWallet(burned ?? []), refunded: sumByWallet(refunded) };
}
