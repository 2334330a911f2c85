import type { DocumentProblem } from './document-problem.js';
import { schemaFindings } from './schema-findings.js';
import { readYaml, type YamlText } from './yaml-text.js';

export type ReadDocument =
  | { readonly ok: true; readonly document: YamlText }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

/** A reader of documents that a JSON Schema describes; every problem has its line and column. */
export function documentReader(schema: object): (text: string) => ReadDocument {
  const findingsOf = schemaFindings(schema);
  return (text) => {
    const read = readYaml(text);
    if (!read.ok) return read;
    const findings = findingsOf(read.text.value);
    if (findings.length > 0)
      return { ok: false, problems: inOrder(findings.map((finding) => read.text.locate(finding))) };
    return { ok: true, document: read.text };
  };
}

/** As one reads: from the top. */
export function inOrder<Code extends string>(
  problems: readonly DocumentProblem<Code>[],
): readonly DocumentProblem<Code>[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
