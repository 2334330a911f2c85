import type { ExplainPorts } from '../../application/explain-entry.js';
import type { ReadPorts } from '../../application/find-account.js';
import type { FeedPorts } from '../../application/read-feed.js';
import type { Rebuilds } from '../../application/rebuilds.js';
import type { ListPorts } from '../../application/read-standings.js';

export const BALANCE_PORTS = Symbol('BalancePorts');

/** What the doors hand to the use cases. */
export type BalancePorts = ReadPorts & ExplainPorts & ListPorts & FeedPorts & { readonly rebuilds: Rebuilds };
