export { REVIEW_STATUSES, type Review, type ReviewStatus, statusOf } from '@loyalty/contracts';
