import { EntitySchema } from 'typeorm';

/** The tables that are edited row by row. `migrations/*.sql` makes them; a test holds both to the same shape. */

const text = { type: 'text' } as const;
const instant = { type: 'timestamptz', precision: 3 } as const;
const named = <Column extends object>(name: string, column: Column) => ({ name, ...column });
const maybe = <Column extends object>(column: Column) => ({ ...column, nullable: true });

export interface ProposalRow {
  readonly id: string;
  readonly programme: string;
  readonly document: string;
  readonly tests: string | null;
  readonly base: number;
  readonly rollbackTo: number | null;
  readonly status: string;
  readonly proposedBy: string;
  readonly proposedByName: string;
  readonly proposedAt: Date;
  readonly proposedRoad: string;
  readonly proposedReason: string | null;
  readonly approvedBy: string | null;
  readonly approvedByName: string | null;
  readonly approvedAt: Date | null;
  readonly approvedRoad: string | null;
  readonly approvedReason: string | null;
  readonly version: number | null;
}

export const proposalRows = new EntitySchema<ProposalRow>({
  name: 'ProposalRow',
  tableName: 'proposals',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'proposals_pk' },
    programme: text,
    document: text,
    tests: maybe(text),
    base: { type: 'integer' },
    rollbackTo: named('rollback_to', maybe({ type: 'integer' as const })),
    status: text,
    proposedBy: named('proposed_by', text),
    proposedByName: named('proposed_by_name', text),
    proposedAt: named('proposed_at', instant),
    proposedRoad: named('proposed_road', text),
    proposedReason: named('proposed_reason', maybe(text)),
    approvedBy: named('approved_by', maybe(text)),
    approvedByName: named('approved_by_name', maybe(text)),
    approvedAt: named('approved_at', maybe(instant)),
    approvedRoad: named('approved_road', maybe(text)),
    approvedReason: named('approved_reason', maybe(text)),
    version: maybe({ type: 'integer' as const }),
  },
  indices: [
    { name: 'proposals_of', columns: ['programme'] },
    { name: 'proposals_accepted', columns: ['status'] },
  ],
});

export interface CampaignRow {
  readonly id: string;
  readonly programme: string;
  readonly campaign: string;
  readonly name: string;
  readonly goal: string | null;
  readonly audience: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
}

export const campaignRows = new EntitySchema<CampaignRow>({
  name: 'CampaignRow',
  tableName: 'campaigns',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'campaigns_pk' },
    programme: text,
    campaign: text,
    name: text,
    goal: maybe(text),
    audience: maybe(text),
    createdBy: named('created_by', text),
    createdAt: named('created_at', instant),
  },
  uniques: [{ name: 'campaigns_named', columns: ['programme', 'campaign'] }],
});

export interface CampaignEditRow {
  readonly id: string;
  readonly programme: string;
  readonly campaign: string;
  readonly step: string;
  readonly at: Date;
  readonly by: string;
  readonly road: string;
  readonly reason: string | null;
  readonly name: string;
  readonly goal: string | null;
}

export const campaignEditRows = new EntitySchema<CampaignEditRow>({
  name: 'CampaignEditRow',
  tableName: 'campaign_edits',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'campaign_edits_pk' },
    programme: text,
    campaign: text,
    step: text,
    at: instant,
    by: text,
    road: text,
    reason: maybe(text),
    name: text,
    goal: maybe(text),
  },
  indices: [{ name: 'campaign_edits_of', columns: ['programme'] }],
});

export const entities = [proposalRows, campaignRows, campaignEditRows];
