import type { AccrualPorts } from '../../application/ports.js';
import type { ProgrammeCatalogue } from '../../application/programmes/programme-catalogue.js';

/** Under these tokens the controllers find what the use cases are given. */
export const ACCRUAL_PORTS = Symbol('AccrualPorts');

export interface HttpPorts extends AccrualPorts {
  readonly catalogue: ProgrammeCatalogue;
}
