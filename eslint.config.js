import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { boundariesOfSources, boundariesOfSpecs } from './walls/boundaries.js';
import { purity, purityOfSyntax } from './walls/purity.js';

const sources = ['{libs,services,deploy}/*/src/**/*.ts'];
const specs = ['**/*.{spec,features,fixture}.ts', 'libs/testing/src/**/*.ts', 'deploy/**/*.ts'];
const pure = ['libs/{ledger,programme}/src/**/*.ts'];

const onlyHidesOtherTests = {
  selector:
    "MemberExpression[object.name=/^(describe|it|test)$/][property.name='only'], Identifier[name=/^f(describe|it)$/]",
  message: 'A test that runs alone hides all others.',
};

/** One list per file, since a later `no-restricted-syntax` replaces an earlier one. */
const restrictedSyntax = (...more) => ({ 'no-restricted-syntax': ['error', onlyHidesOtherTests, ...more] });

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/out-tsc/**',
      '**/node_modules/**',
      '**/coverage/**',
      '**/reports/**',
      '**/generated/**',
      '.nx/**',
      '.house/**',
      '.stryker-tmp/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: ['**/*.{ts,js,mjs,cjs}'],
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-constant-condition': ['error', { checkLoops: false }],
      'no-dupe-keys': 'error',
      'no-empty': 'error',
      'no-fallthrough': 'error',
      'no-self-compare': 'error',
      'no-unreachable': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-escape': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
      ...restrictedSyntax(),
    },
  },

  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: nodeGlobals() },
    rules: { 'no-undef': 'error', 'no-unused-vars': ['error', { args: 'after-used' }] },
  },

  {
    files: ['**/*.ts'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser },
    rules: {
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { args: 'after-used', ignoreRestSiblings: true }],
    },
  },

  {
    files: sources,
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': boundariesOfSources,
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-for-in-array': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: specs, rules: { '@nx/enforce-module-boundaries': boundariesOfSpecs } },
  { files: sources, ignores: [...specs, 'services/cli/**', 'deploy/**'], rules: { 'no-console': 'error' } },
  { files: pure, ignores: specs, rules: { ...purity, ...restrictedSyntax(...purityOfSyntax) } },

  prettier,
);

function nodeGlobals() {
  const names = [
    'process',
    'console',
    'Buffer',
    'URL',
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
    'setImmediate',
    'performance',
    'fetch',
    'AbortController',
    'AbortSignal',
    'structuredClone',
    'TextEncoder',
    'TextDecoder',
    'crypto',
    'require',
    'module',
    '__dirname',
  ];
  return Object.fromEntries(names.map((name) => [name, 'readonly']));
}
