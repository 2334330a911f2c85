import { describe, expect, it } from '@jest/globals';
import { type CampaignStatus, statusOf, type Turn, turned } from './campaign.js';

const june = { from: 10, until: 20 };

describe('A campaign', () => {
  it.each<[CampaignStatus, Parameters<typeof statusOf>]>([
    ['draft', [undefined, undefined, 15]],
    ['scheduled', [june, undefined, 9]],
    ['scheduled', [june, 'CampaignResumed', 9]],
    ['live', [june, undefined, 10]],
    ['live', [june, 'CampaignResumed', 19]],
    ['live', [{ from: null, until: null }, undefined, 0]],
    ['paused', [june, 'CampaignPaused', 15]],
    ['paused', [june, 'CampaignPaused', 9]],
    ['ended', [june, undefined, 20]],
    ['ended', [june, 'CampaignPaused', 20]],
    ['stopped', [june, 'CampaignStopped', 30]],
    ['stopped', [undefined, 'CampaignStopped', 15]],
  ])('is %s', (status, [period, switched, now]) => {
    expect(statusOf(period, switched, now)).toBe(status);
  });

  it.each<[Turn, Parameters<typeof turned>[1], ReturnType<typeof turned>]>([
    ['pause', undefined, { event: 'CampaignPaused' }],
    ['pause', 'CampaignResumed', { event: 'CampaignPaused' }],
    ['pause', 'CampaignPaused', { event: null }],
    ['resume', undefined, { event: null }],
    ['resume', 'CampaignPaused', { event: 'CampaignResumed' }],
    ['stop', 'CampaignPaused', { event: 'CampaignStopped' }],
    ['stop', 'CampaignStopped', { event: null }],
    ['resume', 'CampaignStopped', { refused: 'campaign_stopped' }],
    ['pause', 'CampaignStopped', { refused: 'campaign_stopped' }],
  ])('%s after %s', (turn, switched, answer) => {
    expect(turned(turn, switched)).toEqual(answer);
  });
});
