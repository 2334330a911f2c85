/** One violation for each layer and each rule between files: what, the rule, where it is planted, and its text. */
export const refusedByLayers = [
  [
    'a domain that knows its use cases',
    'layer-domain',
    'services/accrual/src/domain/planted.ts',
    `import '../application/planted-use-case.js';\n`,
  ],
  [
    'a use case that knows an adapter',
    'layer-application',
    'services/accrual/src/application/planted.ts',
    `import '../adapters/planted-adapter.js';\n`,
  ],
  [
    'an adapter that knows its module',
    'layer-adapters',
    'services/accrual/src/adapters/planted.ts',
    `import '../planted.module.js';\n`,
  ],
  ['a module that knows main', 'layer-module', 'services/accrual/src/planted.module.ts', `import './main.js';\n`],
  [
    'a use case that knows the framework',
    'framework-stays-at-the-edge',
    'services/accrual/src/application/planted-framework.ts',
    `import '@nestjs/common';\n`,
  ],
  [
    'a use case that knows the database, if only its types',
    'framework-stays-at-the-edge',
    'services/balance/src/application/planted-database.ts',
    `import type { Pool } from 'pg';\nexport type Given = Pool;\n`,
  ],
  [
    'a domain that knows an object mapper',
    'framework-stays-at-the-edge',
    'services/enrollment/src/domain/planted-mapper.ts',
    `import 'typeorm';\n`,
  ],
  [
    'a room that knows one that stands on it',
    'rooms-import-one-way',
    'services/accrual/src/application/members/planted-room.ts',
    `import '../purchases/planted-room.js';\n`,
  ],
  [
    'what all rooms share that knows one of them',
    'rooms-import-one-way',
    'services/accrual/src/application/planted-shared.ts',
    `import './purchases/planted-room.js';\n`,
  ],
  [
    'a use case that loads the whole host',
    'use-cases-take-values-of-the-host',
    'services/accrual/src/application/planted-host.ts',
    `import '@loyalty/service-host';\n`,
  ],
  [
    'a value of the host that loads the framework',
    'values-load-no-framework',
    'libs/service-host/src/planted-values.ts',
    `import './app/create-app.js';\n`,
  ],
  [
    'a mechanism that knows Nest',
    'nest-stays-in-service-host',
    'libs/event-store/src/planted-nest.ts',
    `import '@nestjs/common';\n`,
  ],
  [
    'a source that imports a spec',
    'sources-never-stand-on-tests',
    'libs/ledger/src/planted-spec.ts',
    `import './planted-only.spec.js';\n`,
  ],
  [
    'two files that import each other',
    'no-circles',
    'libs/ledger/src/planted-circle.ts',
    `import { two } from './planted-circled.js';\nexport const one = () => two();\n`,
  ],
  [
    'an import that leads nowhere',
    'everything-resolves',
    'libs/ledger/src/planted-nowhere.ts',
    `import './nowhere.js';\n`,
  ],
];
