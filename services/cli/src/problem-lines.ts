interface Problem {
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
}

/** As compilers print them, so that editors can jump there. */
export function problemLines(file: string, problems: readonly Problem[]): string {
  return problems.map(({ line, column, code, message }) => `${file}:${line}:${column} ${code}: ${message}`).join('\n');
}
