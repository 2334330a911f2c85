import { describeBus } from '../messaging.features.js';
import { postgresAdapter } from './postgres-adapter.features.js';

describeBus(postgresAdapter());
