import { fileURLToPath } from 'node:url';
import { DataSource } from 'typeorm';
import { entities } from './entities.js';

export const SCHEMA = 'redemption';
export const MIGRATIONS = fileURLToPath(new URL('../../../migrations', import.meta.url));

export interface DatabaseOptions {
  readonly url: string;
  readonly connectionsMax: number;
}

/** TypeORM over the schema that the migrations made: it never changes a table itself. */
export function openDataSource({ url, connectionsMax }: DatabaseOptions): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url,
    schema: SCHEMA,
    entities,
    poolSize: connectionsMax,
    synchronize: false,
    installExtensions: false,
    logging: false,
  }).initialize();
}
