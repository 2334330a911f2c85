/** Schema and database names cannot be parameters of a statement; they are quoted instead. */
export function quoteIdentifier(name: string): string {
  if (name.length === 0 || name.includes('\0'))
    throw new Error('an identifier needs at least one character and no NUL');
  return `"${name.replaceAll('"', '""')}"`;
}
