import type { DataSource } from 'typeorm';
import type { Proposals } from '../../application/ports.js';
import type { Proposal, ProposalStatus, Step } from '../../domain/proposal.js';
import { type ProposalRow, proposalRows } from './entities.js';

export function typeormProposals(dataSource: DataSource): Proposals {
  const rows = dataSource.getRepository(proposalRows);
  return {
    async add(proposal) {
      await rows.insert(toRow(proposal));
    },
    addUnless(isSame, proposal) {
      const { programme } = proposal;
      return dataSource.transaction(async (manager) => {
        // There is no row to lock yet: whoever proposes for the programme waits for whoever does so now.
        await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
          `campaign.proposals ${programme}`,
        ]);
        const others = await manager.find(proposalRows, { where: { programme }, order: { id: 'desc' } });
        const same = others.map(fromRow).find(isSame);
        if (!same) await manager.insert(proposalRows, toRow(proposal));
        return same;
      });
    },
    async find(id) {
      const row = await rows.findOneBy({ id });
      return row ? fromRow(row) : undefined;
    },
    async list(programme) {
      return (await rows.find({ where: { programme }, order: { id: 'desc' } })).map(fromRow);
    },
    async unfinished() {
      const accepted: ProposalStatus = 'accepted';
      return (await rows.find({ where: { status: accepted }, order: { id: 'asc' } })).map(fromRow);
    },
    change(id, decide) {
      return dataSource.transaction(async (manager) => {
        // The row is locked: of two who decide together the second sees what the first has decided.
        const row = await manager.findOne(proposalRows, { where: { id }, lock: { mode: 'pessimistic_write' } });
        if (!row) return undefined;
        const { answer, next } = decide(fromRow(row));
        if (next) await manager.update(proposalRows, { id }, toRow(next));
        return answer;
      });
    },
    async remove(id) {
      await rows.delete({ id });
    },
  };
}

function toRow({ proposed, approved, ...proposal }: Proposal): ProposalRow {
  return {
    ...proposal,
    proposedBy: proposed.by,
    proposedByName: proposed.name,
    proposedAt: new Date(proposed.at),
    proposedRoad: proposed.road,
    proposedReason: proposed.reason,
    approvedBy: approved?.by ?? null,
    approvedByName: approved?.name ?? null,
    approvedAt: approved ? new Date(approved.at) : null,
    approvedRoad: approved?.road ?? null,
    approvedReason: approved?.reason ?? null,
  };
}

function fromRow(row: ProposalRow): Proposal {
  const { id, programme, document, tests, base, rollbackTo, version } = row;
  // Only what is written here is ever in it.
  const status = row.status as ProposalStatus;
  return { id, programme, document, tests, base, rollbackTo, status, version, ...stepsOf(row) };
}

function stepsOf(row: ProposalRow): { readonly proposed: Step; readonly approved: Step | null } {
  const { approvedBy, approvedByName, approvedAt, approvedRoad } = row;
  return {
    proposed: {
      by: row.proposedBy,
      name: row.proposedByName,
      at: row.proposedAt.getTime(),
      road: row.proposedRoad,
      reason: row.proposedReason,
    },
    approved:
      approvedBy === null
        ? null
        : {
            by: approvedBy,
            name: approvedByName ?? '',
            at: approvedAt?.getTime() ?? 0,
            road: approvedRoad ?? '',
            reason: row.approvedReason,
          },
  };
}
