/** The gRPC services between the services of an installation, and their messages by context. */
export { AccrualService } from './generated/loyalty/accrual/v1/accrual_service_pb.js';
export { BalanceService } from './generated/loyalty/balance/v1/balance_service_pb.js';
export { EnrollmentService } from './generated/loyalty/enrollment/v1/enrollment_service_pb.js';
export { LedgerLogService } from './generated/loyalty/ledger/v1/ledger_log_service_pb.js';
export type * as enrollmentV1 from './generated/loyalty/enrollment/v1/enrollment_service_pb.js';
