export * from '../generated/loyalty/campaign/v1/campaign_service_pb.js';
