import { builtinModules } from 'node:module';

/**
 * The ledger and the programme decide from what they are given, and nothing else: the same command on the
 * same account gives the same events on every machine, in every year. Time, ids and chance come in with
 * the command; what must wait is not a decision.
 */
const chanceAndTime =
  'Time, ids and chance come in with the command: a decision must give the same answer when it is replayed.';
const outsideWorld = 'A decision reads and writes nothing: input and output belong to an adapter.';
const waiting = 'A decision does not wait: asynchronous work belongs to the application layer.';
const locale = "The host's locale and zone must not change an answer: name them.";

const globals = {
  [outsideWorld]: [
    'process',
    'fetch',
    'console',
    'require',
    'Buffer',
    'globalThis',
    'global',
    'WebSocket',
    'navigator',
  ],
  [waiting]: ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'Promise'],
  [chanceAndTime]: ['performance', 'crypto'],
};

const syntax = {
  [chanceAndTime]: [
    "NewExpression[callee.name='Date'][arguments.length=0]",
    "CallExpression[callee.name='Date']",
    "MemberExpression[object.name='Date'][property.name='now']",
    "MemberExpression[object.name='Math'][property.name='random']",
    "MemberExpression[object.name='Temporal'][property.name='Now']",
  ],
  [waiting]: [
    ':function[async=true]',
    'AwaitExpression',
    'ForOfStatement[await=true]',
    "TSTypeReference[typeName.name='Promise']",
  ],
  [outsideWorld]: ['ImportExpression'],
  [locale]: [
    "CallExpression[callee.property.name='localeCompare'][arguments.length<2]",
    'CallExpression[callee.property.name=/^toLocale/][arguments.length=0]',
  ],
};

export const purity = {
  'no-restricted-imports': ['error', { patterns: [{ group: ['node:*', ...builtinModules], message: outsideWorld }] }],
  'no-restricted-globals': ['error', ...spread(globals, 'name')],
};

export const purityOfSyntax = spread(syntax, 'selector');

function spread(byMessage, key) {
  return Object.entries(byMessage).flatMap(([message, names]) => names.map((name) => ({ [key]: name, message })));
}
