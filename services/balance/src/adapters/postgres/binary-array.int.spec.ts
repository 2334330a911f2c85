import { startTestPostgres, type TestPostgres } from '@loyalty/testing';
import { createPool } from '@loyalty/postgres';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { binaryArray, type ColumnType, type ColumnValue } from './binary-array.js';

describe('A column in binary form', () => {
  let server: TestPostgres;
  let pool: pg.Pool;

  beforeAll(async () => {
    server = await startTestPostgres();
    pool = createPool(server.url);
  });

  afterAll(async () => {
    await pool.end();
    await server.stop();
  });

  it.each<[ColumnType, readonly ColumnValue[]]>([
    ['text', ['plain', '', 'with "quotes", {braces} and \\', 'Ünïcode 中文 🎟️', null]],
    ['uuid', ['019b8c2e-4d00-7abc-8def-0123456789ab', null]],
    ['bigint', ['9007199254740991', '-9007199254740991', '0', null]],
    ['int', ['0', '-1', '2147483647']],
    ['bool', ['true', 'false', null]],
    ['jsonb', ['{"points": [1, -2, 3, 0]}', '{}']],
    ['text', []],
  ])('arrives as it was sent: %s', async (type, values) => {
    const sent = binaryArray(
      type,
      type === 'bool' ? values.map((value) => (value === null ? null : value === 'true')) : values,
    );
    const { rows } = await pool.query(`select value::text from unnest($1::${type}[]) as value`, [sent]);
    expect(rows.map(({ value }) => value)).toEqual(values);
  });
});
