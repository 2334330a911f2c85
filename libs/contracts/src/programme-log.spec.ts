import { describe, expect, it } from '@jest/globals';
import type { CampaignSwitched } from './programme-events.js';
import { decodeProgrammeChange, encodeProgrammeEvent, type ProgrammeChange } from './programme-events.codec.js';
import { pausedCampaigns, programmeStream } from './programme-log.js';

const turn = (type: CampaignSwitched['type'], campaign: string, occurredAt: number): CampaignSwitched => ({
  type,
  programme: 'tea',
  campaign,
  occurredAt,
  actor: 'key_ann',
  road: 'http',
  reason: 'sold out',
});

describe('The life of a programme', () => {
  it('keeps versions, approvals, switches and policies apart', () => {
    const applied = { type: 'ProgrammeApplied', programme: 'tea', version: 1, document: 'x', appliedAt: 1, actor: 'a' };
    const approved = {
      type: 'ProgrammeApproved',
      programme: 'tea',
      version: 1,
      proposal: 'prp_1',
      proposedBy: 'a',
      approvedBy: 'b',
      road: 'http',
      reason: 'agreed',
      occurredAt: 1,
    };
    const policy = (approval: string, occurredAt: number) => ({
      type: 'ProgrammePolicySet',
      programme: 'tea',
      approval,
      tests: 'none',
      occurredAt,
      actor: 'a',
      road: 'cli',
      reason: 'audit',
    });
    const paused = turn('CampaignPaused', 'june', 5);
    const events = [applied, approved, policy('required', 2), paused, policy('none', 6)] as ProgrammeChange[];
    const read = events.map((event) => decodeProgrammeChange(encodeProgrammeEvent(event)));
    expect(read.reduce(programmeStream.evolve, programmeStream.initial())).toEqual({
      changes: events,
      versions: [applied],
      approvals: [approved],
      switches: [paused],
      policies: [policy('required', 2), policy('none', 6)],
    });
  });

  it('says which campaigns were off at a time, by what had been switched until then', () => {
    const switches = [
      turn('CampaignPaused', 'june', 10),
      turn('CampaignResumed', 'june', 20),
      turn('CampaignStopped', 'july', 30),
    ];
    const offAt = (at: number) => [...(pausedCampaigns(switches, at) ?? [])];
    expect([9, 10, 19, 20, 29, 30, 1000].map(offAt)).toEqual([[], ['june'], ['june'], [], [], ['july'], ['july']]);
    expect(pausedCampaigns(switches, 9)).toBeUndefined();
  });
});
