/** What can be wrong with the text or the shape of any document. Codes never change meaning. */
export type DocumentCode =
  | 'document_too_large'
  | 'not_yaml'
  | 'empty_document'
  | 'duplicate_field'
  | 'alias_not_allowed'
  | 'tag_not_allowed'
  | 'nested_too_deeply'
  | 'unknown_field'
  | 'missing_field'
  | 'wrong_type'
  | 'wrong_value'
  | 'invalid_id'
  | 'duplicate_value'
  | 'too_few';

/** A problem before it is known where its value stands in the text. */
export interface Finding<Code extends string = DocumentCode> {
  /** JSON pointer to the value. */
  readonly pointer: string;
  readonly code: Code;
  /** A whole sentence, for people. */
  readonly message: string;
  readonly expected: string;
  readonly found: string;
  /** Whether the cursor belongs on the field's name rather than on its value. */
  readonly atField?: boolean;
}

/** What is wrong with a document, and where: enough to put a cursor on it. Both counts begin at 1. */
export interface DocumentProblem<Code extends string = DocumentCode> extends Omit<Finding<Code>, 'atField'> {
  readonly line: number;
  readonly column: number;
}
