import type { SegmentQuestion } from './application/find-segments.js';

/** What accrual asks of campaign; the composition root bridges it. */
export abstract class CampaignSegments {
  /** In order. @throws ServiceUnavailable while the ledger was never read to its end. */
  abstract of(questions: readonly SegmentQuestion[]): Promise<readonly ReadonlySet<string>[]>;
}
