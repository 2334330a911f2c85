export const ANALYTICS_PORTS = Symbol('AnalyticsPorts');
export type { SettlementPorts as AnalyticsPorts } from '../../application/ports.js';
