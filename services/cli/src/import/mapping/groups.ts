import { matches } from '@loyalty/programme';
import type { RefusalReason, RefusedLine } from './import-request.js';
import type { Mapping } from './mapping.js';
import { lineReader } from './read-line.js';
import { compileTemplate, type Row, type Template } from './template.js';

/**
 * What becomes one purchase or return. A file of a million rows stands in memory before the first is sent, since
 * purchases go out in order of time: so lines are kept as JSON text (some 60 bytes each), not as objects.
 */
export interface Group {
  readonly occurredAt: number;
  readonly externalId: string;
  /** Empty: a guest. */
  readonly member: string;
  readonly isReturn: boolean;
  readonly store: string;
  readonly channel: string;
  readonly lines: string[];
  readonly fileLines: number[];
}

/** Gathers the rows of one file. A group's time, member and kind are those of its first row. */
export interface Gathering {
  add(row: Row): void;
  /** In order of time, equal times in the order of the file. */
  inOrder(): Group[];
}

export function gather(
  mapping: Mapping,
  columns: ReadonlyMap<string, number>,
  refuse: (refused: RefusedLine) => void,
): Gathering {
  const filled = (template: Template | undefined) => (template ? compileTemplate(template, columns) : () => '');
  const time = filled(mapping.time.from);
  const groupKey = filled(mapping.group);
  const externalId = filled(mapping.externalId);
  const member = filled(mapping.member?.value);
  const store = filled(mapping.store);
  const channel = filled(mapping.channel);
  const { returns } = mapping;
  const returnMark = filled(returns?.when.value);
  const readLine = lineReader(mapping, columns);

  const groups: Group[] = [];
  const byKey = new Map<string, Group>();
  let number = 0;

  const open = (row: Row): Group | RefusalReason => {
    const occurredAt = mapping.time.format.parse(time(row, number));
    if (occurredAt === undefined) return 'time_not_readable';
    const id = externalId(row, number);
    if (id === '') return 'external_id_missing';
    const group: Group = {
      occurredAt,
      externalId: id,
      member: member(row, number),
      isReturn: !!returns && matches(returns.when.like, returnMark(row, number)),
      store: store(row, number),
      channel: channel(row, number),
      lines: [],
      fileLines: [],
    };
    groups.push(group);
    return group;
  };

  return {
    add(row) {
      number++;
      if (row.values.length !== columns.size) {
        const found = `${row.values.length} columns instead of ${columns.size}`;
        return refuse({ fileLine: row.line, reason: 'wrong_number_of_columns', found });
      }
      const key = groupKey(row, number);
      const group = (mapping.group && byKey.get(key)) ?? open(row);
      if (typeof group === 'string') return refuse({ fileLine: row.line, reason: group, found: time(row, number) });
      if (mapping.group) byKey.set(key, group);

      const no = (reason: RefusalReason, found: string) =>
        refuse({ fileLine: row.line, reason, found, externalId: group.externalId });
      if (group.member !== member(row, number)) return no('another_member_in_the_same_group', member(row, number));
      if (group.isReturn && group.member === '') return no('return_without_member', '');
      const read = readLine(row, number, group.isReturn);
      if ('reason' in read) return no(read.reason, read.found);
      group.lines.push(JSON.stringify(read.line));
      group.fileLines.push(row.line);
    },
    inOrder: () => groups.filter(({ lines }) => lines.length > 0).sort((a, b) => a.occurredAt - b.occurredAt),
  };
}
