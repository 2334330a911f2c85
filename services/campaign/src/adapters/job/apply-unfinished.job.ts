import type { Job } from '@loyalty/service-host';
import { applyUnfinished } from '../../application/apply-proposal.js';
import type { CampaignPorts } from '../../application/ports.js';

/** What was accepted gets into the log, whichever process fell over on the way. */
export function applyUnfinishedJob(ports: Pick<CampaignPorts, 'store' | 'proposals' | 'announce'>): Job {
  return { name: 'campaign.apply-unfinished', everyMs: 1000, run: () => applyUnfinished(ports) };
}
