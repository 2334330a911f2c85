/** Under this token the controller finds what the use cases are given. */
export const REDEMPTION_PORTS = Symbol('RedemptionPorts');
