export * from '../generated/loyalty/ledger/v1/account_events_pb.js';
export * from '../generated/loyalty/ledger/v1/ledger_event_pb.js';
export * from '../generated/loyalty/ledger/v1/ledger_log_service_pb.js';
export * from '../generated/loyalty/ledger/v1/programme_events_pb.js';
export * from '../generated/loyalty/ledger/v1/purchase_events_pb.js';
export * from '../generated/loyalty/ledger/v1/redemption_events_pb.js';
export * from '../generated/loyalty/ledger/v1/return_events_pb.js';
export * from '../generated/loyalty/ledger/v1/values_pb.js';
