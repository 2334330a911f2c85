import type { Client } from './client.fixture.js';
import { householdFeatures } from './household.features.js';
import { mergeFeatures } from './merge.features.js';
import { referralFeatures } from './referral.features.js';
import type { RecordedClient } from './transcript.fixture.js';

/** What happens among members, one after the other. */
export function memberFeatures(clients: () => { readonly shop: RecordedClient; readonly client: Client }): void {
  mergeFeatures(clients);
  referralFeatures(clients);
  householdFeatures(clients);
}
