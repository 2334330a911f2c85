/**
 * The layers inside a service: domain ← application ← adapters ← <name>.module.ts ← main.ts.
 * A use case is a plain function given its ports; the framework and the database come in at the edge.
 * Which project may stand on which is walls/boundaries.js.
 */
const tests = '[.](spec|features|fixture)[.]ts$';
const framework = '^(@nestjs/|nestjs-|fastify|@fastify/|typeorm|pg$|pg-|express)';

/** What each layer must not reach, inside its own service. */
const layers = [
  { layer: 'domain', from: '/src/domain/', never: '(application|adapters)/|[^/]+[.]module[.]ts$|main[.]ts$' },
  { layer: 'application', from: '/src/application/', never: 'adapters/|[^/]+[.]module[.]ts$|main[.]ts$' },
  { layer: 'adapters', from: '/src/adapters/', never: '[^/]+[.]module[.]ts$|main[.]ts$' },
  { layer: 'module', from: '/src/[^/]+[.]module[.]ts$', never: 'main[.]ts$' },
];

/** The rooms of accrual's use cases: each may import those before it, and what stands beside the rooms imports none. */
const rooms = [
  ...['programmes', 'members', 'counters', 'tiers', 'paying', 'earning', 'referral', 'velocity', 'accounts'],
  ...['actions', 'audit', 'gifts', 'reviews', 'returns', 'voids', 'strangers', 'purchases', 'quotes'],
];
const useCases = '^services/accrual/src/application/';

module.exports = {
  forbidden: [
    ...layers.map(({ layer, from, never }) => ({
      name: `layer-${layer}`,
      comment: `${layer} stands further in than what it imports here: turn the dependency into a port.`,
      severity: 'error',
      from: { path: `^services/[^/]+${from}`, pathNot: tests },
      to: { path: `^services/[^/]+/src/(${never})` },
    })),
    ...['[^/]+[.]ts$', ...rooms.map((room) => `${room}/`)].map((from, at) => ({
      name: 'rooms-import-one-way',
      comment: 'A room imports those that stand before it in the list: else two rooms are one, or a third is missing.',
      severity: 'error',
      from: { path: `${useCases}${from}`, pathNot: tests },
      to: { path: `${useCases}(${rooms.slice(at).join('|')})/` },
    })),
    {
      name: 'framework-stays-at-the-edge',
      comment: 'Nest, PostgreSQL and Fastify appear only in adapters, modules, main and service-host.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/(domain|application)/|^libs/(ledger|programme|contracts)/', pathNot: tests },
      to: { path: `${framework}|node_modules/${framework.slice(1).replaceAll('pg$', 'pg/')}` },
    },
    {
      name: 'use-cases-take-values-of-the-host',
      comment:
        'They import @loyalty/service-host/values: the other entry loads all of Nest, in every spec of a use case.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/(domain|application)/', pathNot: tests },
      to: { path: '^libs/service-host/src/index[.]ts$' },
    },
    {
      name: 'values-load-no-framework',
      comment: 'What @loyalty/service-host/values stands on is loaded by every use case and its spec.',
      severity: 'error',
      from: { path: '^libs/service-host/src/[^/]*values[.]ts$' },
      to: { path: 'node_modules/(@nestjs|@grpc|fastify|class-validator)/', reachable: true },
    },
    {
      name: 'nest-stays-in-service-host',
      comment: 'Of the libraries only service-host knows Nest, and the way into messaging that is an entry of its own.',
      severity: 'error',
      from: { path: '^libs/', pathNot: '^libs/(service-host/|messaging/src/nest)' },
      to: { path: 'node_modules/@nestjs/|^@nestjs/' },
    },
    {
      name: 'sources-never-stand-on-tests',
      comment: 'A spec, a contract suite or libs/testing in a source would be shipped.',
      severity: 'error',
      from: { path: '^(libs|services)/', pathNot: `${tests}|^libs/testing/` },
      to: { path: `${tests}|^libs/testing/` },
    },
    {
      name: 'no-circles',
      comment: 'Two files that import each other are one idea: join them, or find the third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere, or to a package that package.json does not name.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|/dist/' },
    exclude: { path: '/(dist|out-tsc)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@loyalty/source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
};
