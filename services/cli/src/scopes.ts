import { InvalidArgumentError } from 'commander';
import { listOf } from './arguments.js';

/** All that the doors ask for; `admin` implies the rest. */
export const SCOPES: readonly string[] = [
  'admin',
  'balances:read',
  'fulfilments:write',
  'ledger:adjust',
  'members:read',
  'members:write',
  'payouts:approve',
  'payouts:read',
  'programmes:approve',
  'programmes:write',
  'purchases:write',
  'redemptions:read',
  'redemptions:write',
  'reports:read',
  'reviews:read',
  'reviews:write',
  'rewards:write',
  'settlements:close',
  'staff-actions:read',
  'vouchers:read',
  'vouchers:write',
  'webhooks:read',
  'webhooks:write',
];

/** A key with a misspelt scope opens nothing, and nobody sees why. */
export function scopesOf(text: string): string[] {
  const unknown = listOf(text).filter((scope) => !SCOPES.includes(scope));
  if (unknown.length === 0) return [...new Set(listOf(text))];
  const named = unknown.map((scope) => `'${scope}'`).join(', ');
  throw new InvalidArgumentError(`there is no scope ${named}; there are ${SCOPES.join(', ')}`);
}
