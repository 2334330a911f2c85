import type { AddIdentityPorts } from '../../application/add-identity.js';
import type { EnrolPorts } from '../../application/enrol-member.js';
import type { Following } from '../../application/follow-moves.js';
import type { StandingPorts } from '../../application/merge-members.js';
import type { ErasePorts } from '../../application/erase-member.js';
import type { ViewPorts } from '../../application/view-member.js';

/** Everything that the use cases behind the doors are given. */
export type EnrollmentPorts = EnrolPorts & AddIdentityPorts & ErasePorts & ViewPorts & StandingPorts & Following;

export const ENROLLMENT_PORTS = Symbol('EnrollmentPorts');
