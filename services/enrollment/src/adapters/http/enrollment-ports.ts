import type { AddIdentityPorts } from '../../application/add-identity.js';
import type { EnrolPorts } from '../../application/enrol-member.js';
import type { ErasePorts } from '../../application/erase-member.js';
import type { ViewPorts } from '../../application/view-member.js';

/** Everything that the use cases behind the doors are given. */
export type EnrollmentPorts = EnrolPorts & AddIdentityPorts & ErasePorts & ViewPorts;

export const ENROLLMENT_PORTS = Symbol('EnrollmentPorts');
