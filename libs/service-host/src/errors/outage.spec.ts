import { describe, expect, it } from '@jest/globals';
import { outageProblem } from './outage.js';

const named = (name: string, facts: object = {}) => Object.assign(new Error(name), { name, ...facts });

describe('An outage', () => {
  it.each([
    [named('Overloaded', { retryAfterSeconds: 7 }), 'overloaded', '7'],
    [named('ServiceUnavailable'), 'service_unavailable', '1'],
    [named('StoreUnavailable'), 'store_unavailable', '1'],
    [named('OutcomeUnknown'), 'store_unavailable', '1'],
    [named('Error', { code: 'ECONNREFUSED' }), 'store_unavailable', '1'],
    [named('Error', { code: 'EMFILE' }), 'store_unavailable', '1'],
    [named('DatabaseError', { code: '57P01' }), 'store_unavailable', '1'],
    [named('DatabaseError', { code: '57P05' }), 'store_unavailable', '1'],
    [named('DatabaseError', { code: '53200' }), 'store_unavailable', '1'],
    [named('DatabaseError', { code: '08006' }), 'store_unavailable', '1'],
    [new Error('Connection terminated unexpectedly'), 'store_unavailable', '1'],
    [new Error('timeout exceeded when trying to connect'), 'store_unavailable', '1'],
  ])('is 503 with when to come back: %s', (error, code, seconds) => {
    expect(outageProblem(error)).toMatchObject({ status: 503, code, headers: { 'Retry-After': seconds } });
  });

  it.each([
    [named('DatabaseError', { code: '42P01' })],
    [named('DatabaseError', { code: '57014' })],
    [named('DatabaseError', { code: '23505' })],
    [new TypeError('x is not a function')],
    ['a thrown string'],
    [undefined],
  ])('is not what a bug looks like: %s', (error) => {
    expect(outageProblem(error)).toBeUndefined();
  });
});
