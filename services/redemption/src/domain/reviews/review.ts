export { REVIEW_STATUSES, type Review, type ReviewClosing, type ReviewStatus, statusOf } from '@loyalty/contracts';
