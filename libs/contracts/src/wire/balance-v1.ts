export * from '../generated/loyalty/balance/v1/balance_service_pb.js';
