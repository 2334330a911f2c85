export * from '../generated/loyalty/accrual/v1/accrual_service_pb.js';
export * from '../generated/loyalty/accrual/v1/purchase_message_pb.js';
