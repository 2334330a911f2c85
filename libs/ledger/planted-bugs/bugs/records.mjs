/** How it stands in books, bytes and memory. */
export const records = [
  {
    name: 'points do not name the action that earned them',
    file: 'earn.ts',
    search: '...(report === undefined ? {} : { report }),',
    replacement: '',
  },
  {
    name: 'a released lot does not name the report',
    file: 'release.ts',
    search: 'report === undefined ? { action } : { action, report }',
    replacement: '{ action }',
  },
  {
    name: 'expired points are posted as burned',
    file: 'postings.ts',
    search: "post('available', 'breakage', facts.slices)",
    replacement: "post('available', 'burned', facts.slices)",
  },
  {
    name: 'a release for a later day is posted twice',
    file: 'postings.ts',
    search: 'facts.availableAt > facts.occurredAt ? [] : ',
    replacement: '',
  },
  {
    name: 'the Member of a slice is not written',
    file: 'codec/encode.ts',
    search: 'if (slice.member !== member) ',
    replacement: 'if (slice.member === member) ',
  },
  {
    name: 'a Shortfall is not written',
    file: 'codec/encode.ts',
    search: 'if (shortfall !== 0n) ',
    replacement: 'if (shortfall < 0n) ',
  },
  {
    name: 'what a burn repaid is not read',
    file: 'codec/event-lists.ts',
    search: "PointsBurned: ['slices', 'released', 'repaid']",
    replacement: "PointsBurned: ['slices', 'released']",
  },
  {
    name: 'an event that changed nothing cannot be read',
    file: 'codec/decode.ts',
    search: '((payload[name] ?? []) as never[]).map(balanceFromWire)',
    replacement: '(payload[name] as never[]).map(balanceFromWire)',
  },
  {
    name: 'an event of a newer version is read as if it were ours',
    file: 'codec/upcasters.ts',
    search: 'version !== eventVersion',
    replacement: 'version < eventVersion',
  },
  {
    name: 'an old Lot forgets where it was made',
    file: 'codec/upcasters.ts',
    search: '...(origin.lot === id ? {} : { origin }),',
    replacement: '',
  },
  {
    name: 'a snapshot forgets which Shortfalls a hold can still pay',
    file: 'codec/snapshot.ts',
    search: 'claims: treeOf(claims)',
    replacement: 'claims: undefined',
  },
  {
    name: 'a snapshot mixes up what matures next',
    file: 'codec/snapshot.ts',
    search: 'treeOf(waiting.sort(byMaturity))',
    replacement: 'treeOf(waiting)',
  },
  {
    name: 'two events of one state are taken for the same',
    file: 'memory.ts',
    search: 'step.event === event && ',
    replacement: '',
  },
  {
    name: 'a tree grows into a list',
    file: 'tree.ts',
    search: 'return widthOf(grown) > WIDTH ?',
    replacement: 'return widthOf(grown) > 999_999 ?',
  },
  {
    name: 'a node that lost its entries is left narrow',
    file: 'tree.ts',
    search: 'widthOf(left) < NARROW',
    replacement: 'widthOf(left) < 1',
  },
];
