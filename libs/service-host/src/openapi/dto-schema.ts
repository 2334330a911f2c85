import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import { FORMAT_CONSTRAINTS } from '../validation/decorators.js';

/** A JSON Schema while it is being put together. */
export type Schema = Record<string, unknown>;

export interface DtoSchema {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
}

type Rule = (...constraints: readonly unknown[]) => Schema;

/** What class-validator's constraints are called in JSON Schema. One that is missing here is enforced, not documented. */
const RULES: Readonly<Record<string, Rule>> = {
  isString: () => ({ type: 'string' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isBoolean: () => ({ type: 'boolean' }),
  isObject: () => ({ type: 'object' }),
  isArray: () => ({ type: 'array' }),
  isEmail: () => ({ type: 'string', format: 'email' }),
  isPositive: () => ({ exclusiveMinimum: 0 }),
  isIn: (values) => ({ enum: values }),
  isEnum: (_enum, values) => ({ enum: values }),
  equals: (value) => ({ const: value }),
  isLength: (minLength, maxLength) => ({ minLength, ...(maxLength !== undefined && { maxLength }) }),
  minLength: (minLength) => ({ minLength }),
  maxLength: (maxLength) => ({ maxLength }),
  min: (minimum) => ({ minimum }),
  max: (maximum) => ({ maximum }),
  matches: (pattern) => (pattern instanceof RegExp ? { pattern: pattern.source } : {}),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayMinSize: (minItems) => ({ minItems }),
  arrayMaxSize: (maxItems) => ({ maxItems }),
  arrayUnique: () => ({ uniqueItems: true }),
  ...Object.fromEntries(
    Object.entries(FORMAT_CONSTRAINTS).map(([name, format]): [string, Rule] => [
      name,
      () => ({ type: 'string', format }),
    ]),
  ),
};

/** Read from the validators themselves, so that a DTO says everything once. Nested DTOs are handed to `refer`. */
export function dtoSchema(dto: Type, refer: (nested: Type) => Schema): DtoSchema {
  const properties: Record<string, Schema> = {};
  const optional = new Set<string>();

  for (const { propertyName, type, name, constraints, each } of getMetadataStorage().getTargetValidationMetadatas(
    dto,
    '',
    false,
    false,
  )) {
    const schema = (properties[propertyName] ??= {});
    if (type === 'conditionalValidation') {
      optional.add(propertyName);
    } else if (type === 'nestedValidation') {
      nest(schema, each, refer(nestedType(dto, propertyName, each)));
    } else {
      const rule = name === undefined ? undefined : RULES[name];
      nest(schema, each, rule?.(...(constraints ?? [])) ?? {});
    }
  }
  return { properties, required: Object.keys(properties).filter((property) => !optional.has(property)) };
}

/** A constraint with `each` speaks of the items of a list. */
function nest(schema: Schema, each: boolean, part: Schema): void {
  if (!each) {
    Object.assign(schema, part);
    return;
  }
  schema['type'] = 'array';
  schema['items'] = { ...(typeof schema['items'] === 'object' ? schema['items'] : {}), ...part };
}

/** Which class `@Type` names: what class-transformer makes of an empty object at that place. */
function nestedType(dto: Type, property: string, each: boolean): Type {
  const made: unknown = Reflect.get(plainToInstance(dto, { [property]: each ? [{}] : {} }), property);
  const sample: unknown = Array.isArray(made) ? made[0] : made;
  if (typeof sample !== 'object' || sample === null) throw new Error(`${dto.name}.${property} is no nested DTO`);
  return Reflect.get(sample, 'constructor');
}
