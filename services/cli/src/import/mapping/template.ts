/**
 * A text with the values of columns in it: `{InvoiceNo}`, `shop-{Store}`, or a constant. `{row}` is the row's number in
 * the file, counted from 1 without the line of names.
 */
export interface Template {
  readonly text: string;
  readonly parts: readonly TemplatePart[];
}

type TemplatePart = { readonly constant: string } | { readonly column: string };

export const ROW = 'row';

export function parseTemplate(text: string): Template {
  const parts = text
    .split(/(\{[^{}]+\})/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('{') && part.endsWith('}') ? { column: part.slice(1, -1) } : { constant: part }));
  return { text, parts };
}

export function columnsOf(template: Template): string[] {
  return template.parts.flatMap((part) => ('column' in part && part.column !== ROW ? [part.column] : []));
}

/** A row as the reader of a file gives it. */
export interface Row {
  /** In the file, from 1: what a report names. */
  readonly line: number;
  readonly values: readonly string[];
}

export type Filled = (row: Row, number: number) => string;

/** The template made fast for a file whose columns are known. Blanks around a value are not part of it. */
export function compileTemplate(template: Template, columns: ReadonlyMap<string, number>): Filled {
  const parts = template.parts.map((part): Filled => {
    if ('constant' in part) return () => part.constant;
    if (part.column === ROW) return (_, number) => String(number);
    const index = columns.get(part.column);
    if (index === undefined) throw new Error(`The column ${part.column} was not looked for before the file was read.`);
    return ({ values }) => values[index]?.trim() ?? '';
  });
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return (row, number) => parts.map((part) => part(row, number)).join('');
}
