/** What the violations lean on; innocent by themselves. */
export const supports = {
  'services/accrual/src/application/planted-use-case.ts': `export {};\n`,
  'services/accrual/src/application/purchases/planted-room.ts': `export {};\n`,
  'services/accrual/src/adapters/planted-adapter.ts': `export {};\n`,
  'services/accrual/src/main.ts': `export {};\n`,
  'libs/ledger/src/planted-circled.ts': `import { one } from './planted-circle.js';\nexport const two = (): void => one();\n`,
};

/** Things the walls must leave alone: a wall that refuses everything would pass the tests above. */
export const allowed = {
  'libs/ledger/src/planted-allowed.ts': `/** An instant that was given is no clock. */\nexport const year = (at: number) => new Date(at).getUTCFullYear();\n`,
  'services/accrual/src/application/planted-allowed.ts': `import '@loyalty/ledger';\nimport '@loyalty/event-store';\n`,
  'services/accrual/src/application/quotes/planted-allowed.ts': `import '../planted-use-case.js';\nimport '../purchases/planted-room.js';\n`,
  'services/accrual/src/adapters/planted-allowed.ts': `import '@nestjs/common';\nimport '../application/planted-use-case.js';\n`,
  'libs/event-store/src/planted-allowed.spec.ts': `import '@loyalty/testing';\n`,
  'services/cli/src/planted-allowed.ts': `import '@loyalty/accrual';\nimport '@loyalty/balance';\n`,
};
