import { postgresAdapter } from '../postgres/postgres-adapter.features.js';
import { describeRelay } from './relay.features.js';

describeRelay(postgresAdapter());
