/**
 * One violation for each wall: where it is planted, and the rule that must refuse it.
 * A new rule starts here.
 */
export const refusedByLint = [
  [
    'a domain that imports a mechanism',
    '@nx/enforce-module-boundaries',
    'libs/ledger/src/planted-mechanism.ts',
    `import '@loyalty/event-store';\n`,
  ],
  [
    'a mechanism that imports the domain',
    '@nx/enforce-module-boundaries',
    'libs/event-store/src/planted-domain.ts',
    `import '@loyalty/ledger';\n`,
  ],
  [
    'a service that imports a service',
    '@nx/enforce-module-boundaries',
    'services/accrual/src/adapters/planted-service.ts',
    `import '@loyalty/balance';\n`,
  ],
  [
    'a way around the package name',
    '@nx/enforce-module-boundaries',
    'services/accrual/src/adapters/planted-path.ts',
    `import '../../../balance/src/balance.module.js';\n`,
  ],
  [
    'a source that imports what is for tests',
    '@nx/enforce-module-boundaries',
    'services/accrual/src/adapters/planted-testing.ts',
    `import '@loyalty/testing';\n`,
  ],

  ['a decision that reads a file', 'no-restricted-imports', 'libs/ledger/src/planted-file.ts', `import 'node:fs';\n`],
  [
    'a decision that reads a file, by the old name',
    'no-restricted-imports',
    'libs/programme/src/planted-file.ts',
    `import 'fs';\n`,
  ],
  [
    'a decision that asks the clock',
    'no-restricted-syntax',
    'libs/ledger/src/planted-clock.ts',
    `export const at = Date.now();\n`,
  ],
  [
    'a decision that asks the clock by a constructor',
    'no-restricted-syntax',
    'libs/programme/src/planted-date.ts',
    `export const at = new Date();\n`,
  ],
  [
    'a decision that asks Temporal for now',
    'no-restricted-syntax',
    'libs/programme/src/planted-temporal.ts',
    `import { Temporal } from 'temporal-polyfill';\nexport const at = Temporal.Now.instant();\n`,
  ],
  [
    'a decision left to chance',
    'no-restricted-syntax',
    'libs/ledger/src/planted-chance.ts',
    `export const lot = Math.random();\n`,
  ],
  [
    'a decision that makes ids',
    'no-restricted-globals',
    'libs/ledger/src/planted-id.ts',
    `export const lot = crypto.randomUUID();\n`,
  ],
  [
    'a decision that measures time',
    'no-restricted-globals',
    'libs/ledger/src/planted-performance.ts',
    `export const at = performance.now();\n`,
  ],
  [
    'a decision that reads the environment',
    'no-restricted-globals',
    'libs/ledger/src/planted-environment.ts',
    `export const zone = process.env['TZ'];\n`,
  ],
  [
    'a decision that waits',
    'no-restricted-syntax',
    'libs/ledger/src/planted-async.ts',
    `export async function burn(): Promise<void> {}\n`,
  ],
  [
    'a decision that sets a timer',
    'no-restricted-globals',
    'libs/ledger/src/planted-timer.ts',
    `setTimeout(() => undefined, 1);\n`,
  ],
  [
    'a decision that calls out',
    'no-restricted-globals',
    'libs/programme/src/planted-fetch.ts',
    `void fetch('http://rates.example');\n`,
  ],
  [
    'a decision that loads code',
    'no-restricted-syntax',
    'libs/ledger/src/planted-import.ts',
    `void import('./index.js');\n`,
  ],
  [
    "a decision in the host's language",
    'no-restricted-syntax',
    'libs/programme/src/planted-locale.ts',
    `export const text = (1234).toLocaleString();\n`,
  ],

  [
    'any',
    '@typescript-eslint/no-explicit-any',
    'services/accrual/src/domain/planted-any.ts',
    `export const points: any = 1;\n`,
  ],
  [
    'a claim that something is there',
    '@typescript-eslint/no-non-null-assertion',
    'services/accrual/src/domain/planted-assertion.ts',
    `export const first = (lots: number[]) => lots[0]!;\n`,
  ],
  [
    'a promise nobody waits for',
    '@typescript-eslint/no-floating-promises',
    'services/accrual/src/application/planted-promise.ts',
    `async function append(): Promise<void> {}\nexport function record(): void {\n  append();\n}\n`,
  ],
  [
    'a kind that was forgotten',
    '@typescript-eslint/switch-exhaustiveness-check',
    'services/accrual/src/domain/planted-union.ts',
    `export function sign(verb: 'earn' | 'burn'): number | undefined {\n  switch (verb) {\n    case 'earn':\n      return 1;\n  }\n  return undefined;\n}\n`,
  ],
  [
    'a name nobody uses',
    '@typescript-eslint/no-unused-vars',
    'services/accrual/src/domain/planted-unused.ts',
    `const lapsed = 1;\nexport {};\n`,
  ],
  [
    'printing from a service',
    'no-console',
    'services/accrual/src/domain/planted-console.ts',
    `console.log('earned');\n`,
  ],
  [
    'a test that hides the others',
    'no-restricted-syntax',
    'libs/ledger/src/planted-only.spec.ts',
    `import { it } from '@jest/globals';\nit.only('earns', () => undefined);\n`,
  ],
  ['work put off', 'no-warning-comments', 'libs/ledger/src/planted-later.ts', `// ${'TO'}${'DO'}: round\nexport {};\n`],
];
