export type { CampaignPorts } from '../../application/ports.js';
export const CAMPAIGN_PORTS = Symbol('CampaignPorts');
