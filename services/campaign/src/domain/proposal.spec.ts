import { describe, expect, it } from '@jest/globals';
import { approve, type Proposal, type ProposalStatus } from './proposal.js';

const step = (by: string) => ({ by, name: by, at: 1, road: 'http', reason: 'x' });
const proposal = (status: ProposalStatus, approvedBy?: string): Proposal => ({
  id: '019b8d2f-7a3c-7000-8000-00009e3779b1',
  programme: 'tea',
  document: '',
  tests: null,
  base: 1,
  rollbackTo: null,
  status,
  proposed: step('ann'),
  approved: approvedBy === undefined ? null : step(approvedBy),
  version: null,
});

describe('A proposal', () => {
  it('passes when another person approves it, and says who', () => {
    expect(approve(proposal('proposed'), step('ben'))).toEqual({
      accepted: { ...proposal('accepted'), approved: step('ben') },
      repeated: false,
    });
  });

  it.each<ProposalStatus>(['proposed', 'accepted', 'applied', 'superseded'])(
    'is never approved by who proposed it: %s',
    (status) => {
      expect(approve(proposal(status, 'ben'), step('ann'))).toEqual({ refused: { reason: 'same_person', by: 'ann' } });
    },
  );

  it('changes nothing when the same person approves again', () => {
    for (const status of ['accepted', 'applied'] as const) {
      expect(approve(proposal(status, 'ben'), step('ben'))).toEqual({
        accepted: proposal(status, 'ben'),
        repeated: true,
      });
    }
  });

  it('that somebody else has approved, or that was overtaken, waits for nobody', () => {
    expect(approve(proposal('accepted', 'ben'), step('cleo'))).toEqual({
      refused: { reason: 'proposal_not_open', status: 'accepted', by: 'ben' },
    });
    expect(approve(proposal('superseded', 'ben'), step('ben'))).toEqual({
      refused: { reason: 'proposal_not_open', status: 'superseded', by: 'ben' },
    });
  });
});
