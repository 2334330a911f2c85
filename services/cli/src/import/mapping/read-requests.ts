import { CommandFailed } from '../../output.js';
import { gather, type Group } from './groups.js';
import type { ImportRequest, PurchaseLineBody, RefusedLine } from './import-request.js';
import type { Mapping } from './mapping.js';
import { columnsOf, type Row, type Template } from './template.js';
import type { LineBody } from './read-line.js';

/** The file is not the one that the mapping speaks of. */
export class ColumnsMissing extends CommandFailed {
  override readonly name = 'ColumnsMissing';

  constructor(
    readonly missing: readonly string[],
    readonly found: readonly string[],
  ) {
    super(`The file has no column ${missing.join(', ')}; it has ${found.join(', ')}.`);
  }
}

/**
 * The rows of a file as requests, in order of time. All rows are read before the first request comes out; lines that
 * cannot be sent go to `refuse`.
 */
export async function* readRequests(
  mapping: Mapping,
  rows: AsyncIterable<Row>,
  refuse: (refused: RefusedLine) => void,
): AsyncGenerator<ImportRequest> {
  let gathering = mapping.format.columns && gather(mapping, positionsOf(mapping.format.columns, mapping), refuse);
  for await (const row of rows) {
    if (gathering) gathering.add(row);
    else
      gathering = gather(
        mapping,
        positionsOf(
          row.values.map((name) => name.trim()),
          mapping,
        ),
        refuse,
      );
  }
  for (const group of gathering?.inOrder() ?? []) yield toRequest(group, mapping);
}

function positionsOf(columns: readonly string[], mapping: Mapping): ReadonlyMap<string, number> {
  const positions = new Map(columns.map((column, index) => [column, index]));
  const missing = new Set(
    templatesOf(mapping)
      .flatMap(columnsOf)
      .filter((column) => !positions.has(column)),
  );
  if (missing.size > 0) throw new ColumnsMissing([...missing], columns);
  return positions;
}

function templatesOf({ time, group, externalId, member, store, channel, line, returns }: Mapping): Template[] {
  const { categories, ...fields } = line;
  return [
    time.from,
    group,
    externalId,
    member?.value,
    store,
    channel,
    returns?.when.value,
    ...categories,
    ...Object.values(fields),
  ].filter((template) => template !== undefined);
}

function toRequest(group: Group, mapping: Mapping): ImportRequest {
  const common = {
    programme: mapping.programme,
    source: mapping.source,
    externalId: group.externalId,
    occurredAt: new Date(group.occurredAt).toISOString().replace('.000Z', 'Z'),
    ...(group.store !== '' && { store: group.store }),
    ...(mapping.member && group.member !== '' && { member: { [mapping.member.kind]: group.member } }),
  };
  const lines = group.lines.map((text) => JSON.parse(text) as LineBody);
  const { fileLines } = group;
  if (group.isReturn) return { kind: 'return', body: { ...common, lines }, fileLines };

  const body = {
    ...common,
    ...(group.channel !== '' && { channel: group.channel }),
    currency: mapping.currency,
    ...(mapping.taxIncluded !== undefined && { taxIncluded: mapping.taxIncluded }),
    lines: lines.map((line, index): PurchaseLineBody => ({ id: String(index + 1), ...line })),
  };
  return { kind: 'purchase', body, fileLines };
}
