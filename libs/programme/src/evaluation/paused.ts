import type { Offer } from '../offer.js';
import type { Standing } from './standing.js';

/** Whether its campaign was switched off when the Purchase happened. */
export function isPaused({ campaign }: Offer, { pausedCampaigns }: Standing): boolean {
  return campaign !== null && pausedCampaigns?.has(campaign) === true;
}
