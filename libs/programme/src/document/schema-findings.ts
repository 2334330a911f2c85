import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { DocumentCode, Finding } from './document-problem.js';
import { nearest } from './nearest.js';
import { escapePointer } from './yaml-text.js';

/** One for all schemas: it compiles the schema of schemas once, and each of ours once, whoever asks with it. */
const ajv = new Ajv2020({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  strictRequired: false,
  addUsedSchema: false,
  // Shorter code of a schema that is compiled once takes longer to write than it ever saves.
  code: { optimize: false },
});

/**
 * Checks a value against a JSON Schema and says what is wrong in words; a schema's `title` is what it expects. The schema
 * is compiled with the first value: many a process and most specs load this and read no document.
 */
export function schemaFindings(schema: object): (value: unknown) => readonly Finding[] {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= ajv.compile(schema);
    return validate(value) ? [] : telling(validate.errors ?? []).map(toFinding);
  };
}

/**
 * A choice between shapes fails once for each shape. Where the value has clearly chosen one of them, what is wrong with
 * that one is said; else that none was chosen.
 */
function telling(errors: readonly ErrorObject[]): ErrorObject[] {
  const choice = errors.find((error) => error.keyword === 'anyOf');
  if (!choice) return errors.filter((error) => error.keyword !== 'propertyNames' && error.keyword !== 'if');

  const inChoice = (error: ErrorObject) =>
    error.schemaPath.startsWith(`${choice.schemaPath}/`) && isWithin(error, choice);
  const branches = Map.groupBy(
    errors.filter(inChoice),
    (error) => error.schemaPath.slice(choice.schemaPath.length + 1).split('/')[0],
  );
  const chosen = [...branches.values()].filter((branch) => !branch.some((error) => deniesChoice(error, choice)));
  const rest = errors.filter((error) => error !== choice && !inChoice(error));
  const [only] = chosen;
  if (only && chosen.length === 1) return telling([...rest, ...only]);
  return [...telling(rest), { ...choice, keyword: 'choice' }];
}

function isWithin(error: ErrorObject, choice: ErrorObject): boolean {
  return error.instancePath === choice.instancePath || error.instancePath.startsWith(`${choice.instancePath}/`);
}

function deniesChoice(error: ErrorObject, choice: ErrorObject): boolean {
  return error.instancePath === choice.instancePath && ['type', 'const', 'enum', 'pattern'].includes(error.keyword);
}

function toFinding(error: ErrorObject): Finding {
  const { instancePath, keyword, params, parentSchema, data } = error;
  const expected = typeof parentSchema?.['title'] === 'string' ? parentSchema['title'] : expectation(error);
  const wrong = (code: DocumentCode): Finding => {
    const message = `Expected ${expected}, found ${show(data)}.`;
    return { pointer: instancePath, code, message, expected, found: show(data) };
  };

  switch (keyword) {
    case 'additionalProperties':
      return unknownField(
        instancePath,
        String(params['additionalProperty']),
        Object.keys(parentSchema?.['properties'] ?? {}),
      );
    case 'required': {
      const field = String(params['missingProperty']);
      const message = `The field \`${field}\` is missing.`;
      return {
        pointer: instancePath,
        code: 'missing_field',
        message,
        expected: field,
        found: 'nothing',
        atField: true,
      };
    }
    case 'type':
      return wrong('wrong_type');
    case 'uniqueItems': {
      const pointer = `${instancePath}/${Math.max(Number(params['i']), Number(params['j']))}`;
      const found = show((data as unknown[])[Number(params['i'])]);
      return {
        pointer,
        code: 'duplicate_value',
        message: `${found} is listed twice.`,
        expected: 'every value once',
        found,
      };
    }
    case 'maxItems':
    case 'maxProperties':
    case 'maxLength':
      return tooMany(error);
    case 'minItems':
    case 'minProperties':
      return wrong('too_few');
    default:
      if (error.propertyName !== undefined) return invalidName(instancePath, error.propertyName, expected);
      return wrong('wrong_value');
  }
}

/** How much there is, and how much there may be: the value itself would say neither. */
function tooMany({ instancePath, params, parentSchema, data }: ErrorObject): Finding {
  const [unit, size] =
    typeof data === 'string' ? ['characters', [...data].length] : ['entries', Object.keys(data as object).length];
  const whole = String(parentSchema?.['title'] ?? article(String(parentSchema?.['type'])));
  const [expected, found] = [`${whole} of at most ${String(params['limit'])} ${unit}`, `${size} ${unit}`];
  return {
    pointer: instancePath,
    code: 'wrong_value',
    message: `Expected ${expected}, found ${found}.`,
    expected,
    found,
  };
}

function unknownField(pointer: string, field: string, known: readonly string[]): Finding {
  const meant = nearest(field, known);
  const expected = meant ?? `one of ${known.join(', ')}`;
  const message = `There is no field \`${field}\` here${meant ? `: did you mean \`${meant}\`?` : `; ${expected} can stand here.`}`;
  return {
    pointer: `${pointer}/${escapePointer(field)}`,
    code: 'unknown_field',
    message,
    expected,
    found: field,
    atField: true,
  };
}

function invalidName(pointer: string, name: string, expected: string): Finding {
  const message = `\`${name}\` cannot be a name here: expected ${expected}.`;
  return {
    pointer: `${pointer}/${escapePointer(name)}`,
    code: 'invalid_id',
    message,
    expected,
    found: name,
    atField: true,
  };
}

function expectation({ keyword, params, parentSchema }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return article([params['type']].flat().join(' or '));
    case 'enum':
      return `one of ${(params['allowedValues'] as unknown[]).join(', ')}`;
    case 'const':
      return String(params['allowedValue']);
    default:
      return `a value with ${keyword} ${JSON.stringify(parentSchema?.[keyword])}`;
  }
}

function article(type: string): string {
  const names: Readonly<Record<string, string>> = {
    object: 'a mapping',
    array: 'a list',
    string: 'a text',
    boolean: 'true or false',
  };
  return names[type] ?? (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);
}

function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping';
  return value === '' ? 'an empty text' : String(value);
}
