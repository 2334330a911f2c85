import { ValidateBy } from 'class-validator';
import { formats } from './formats.js';

/** Constraint name → the format of JSON Schema that says the same; read by the OpenAPI document. */
export const FORMAT_CONSTRAINTS: Readonly<Record<string, string>> = { isInstant: 'date-time', isPeriod: 'duration' };

/** A field of a DTO that holds an instant with an offset. */
export function IsInstant(): PropertyDecorator {
  return hasFormat('isInstant', 'date-time');
}

/** A field of a DTO that holds an ISO 8601 duration. */
export function IsPeriod(): PropertyDecorator {
  return hasFormat('isPeriod', 'duration');
}

function hasFormat(name: string, format: string): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value) => typeof value === 'string' && formats[format]?.matches(value) === true,
      defaultMessage: () => `must be ${formats[format]?.expected}`,
    },
  });
}
