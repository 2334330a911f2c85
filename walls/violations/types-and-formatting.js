/** These speak of whole files, so each is checked by itself: [what, file, content, what the wall says]. */
export const refusedByTypes = [
  ['points that are text', 'libs/ledger/src/planted-type.ts', `export const points: bigint = 'many';\n`, 'TS2322'],
  [
    'an index that may lead nowhere',
    'libs/ledger/src/planted-index.ts',
    `export const first = (lots: bigint[]): bigint => lots[0];\n`,
    'TS2322',
  ],
  [
    'a spec that does not fit its source',
    'libs/ledger/src/planted-type.spec.ts',
    `export const version: number = '1';\n`,
    'TS2322',
  ],
];

export const refusedByFormatting = {
  'libs/ledger/src/planted-format.ts': `export const   wallet = "points"\n`,
};
