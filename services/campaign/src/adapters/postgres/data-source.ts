import { DataSource } from 'typeorm';
import { entities } from './entities.js';

export const SCHEMA = 'campaign';

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
