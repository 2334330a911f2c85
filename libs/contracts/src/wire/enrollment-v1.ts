export * from '../generated/loyalty/enrollment/v1/enrollment_service_pb.js';
export * from '../generated/loyalty/enrollment/v1/member_event_pb.js';
export * from '../generated/loyalty/enrollment/v1/member_log_service_pb.js';
