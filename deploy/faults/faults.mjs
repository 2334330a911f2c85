import { bus } from './strikes/bus.mjs';
import { clocks } from './strikes/clocks.mjs';
import { database } from './strikes/database.mjs';
import { deliveries } from './strikes/deliveries.mjs';
import { kills } from './strikes/kills.mjs';
import { neighbours } from './strikes/neighbours.mjs';
import { pauses } from './strikes/pauses.mjs';
import { resources } from './strikes/resources.mjs';
import { restarts } from './strikes/restarts.mjs';
import { threeBrokers } from './strikes/three-brokers.mjs';
/** @import { Inspection } from './checks/inspection.mjs' */
/** @import { Installation } from './processes/installation.mjs' */
/** @import { Random } from './workload/random.mjs' */
/** @import { Workload } from './workload/workload.mjs' */

/** What a strike has in its hands; `seconds`: how long shops work at least. @typedef {{ installation: Installation, workload: Workload, inspection: Inspection, random: Random, seconds: number }} Struck */
/**
 * One fault: it strikes while the workload runs, and has healed when `strike` comes back.
 *
 * @typedef {object} Fault
 * @property {string} name
 * @property {string} says
 * @property {3} [nodes] it needs three brokers
 * @property {boolean} [mayRepeat] the topic may say everything again
 * @property {(struck: Struck) => Promise<unknown>} strike
 */

/** @type {readonly Fault[]} */
export const faults = [
  ...kills,
  ...pauses,
  ...database,
  ...bus,
  ...neighbours,
  ...deliveries,
  ...clocks,
  ...resources,
  ...restarts,
  ...threeBrokers,
];
