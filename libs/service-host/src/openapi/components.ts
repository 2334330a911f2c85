import type { Type } from '@nestjs/common';
import type { JsonSchema } from '../validation/compile-schema.js';
import { dtoSchema, type Schema } from './dto-schema.js';

/** The named schemas of the document; each is written once and referred to from everywhere. */
export class Components {
  constructor(readonly schemas: Record<string, Schema>) {}

  /** A DTO under the name of its class. What `@ApiProperty` says of a field is added to what its validators say. */
  ofDto(dto: Type): Schema {
    const written = this.schemas[dto.name];
    if (written?.['additionalProperties'] === false) return reference(dto.name);

    const described = isRecord(written?.['properties']) ? written['properties'] : {};
    // Before its fields are read: a DTO may contain itself.
    const schema: Schema = (this.schemas[dto.name] = { type: 'object', additionalProperties: false });
    const { properties, required } = this.fieldsOf(dto, described);
    Object.assign(schema, { properties }, required.length > 0 && { required });
    return reference(dto.name);
  }

  fieldsOf(dto: Type, described: Schema = {}) {
    const { properties, required } = dtoSchema(dto, (nested) => this.ofDto(nested));
    const merged = Object.entries(properties).map(([name, schema]): [string, Schema] => [
      name,
      { ...schema, ...(isRecord(described[name]) ? described[name] : {}) },
    ]);
    return { properties: Object.fromEntries(merged), required };
  }

  /** A schema with a title becomes a component of that name, its `$defs` included; one without stays where it is. */
  ofJsonSchema(schema: JsonSchema): Schema {
    const { $schema, $id, ...body } = schema;
    const title = body['title'];
    if (typeof title !== 'string' || !/^\w+$/.test(title)) return body;
    this.schemas[title] ??= rebase(body, `#/components/schemas/${title}`);
    return reference(title);
  }
}

/** References inside a schema count from its own root, which is now further down. */
function rebase(schema: Schema, root: string): Schema {
  const rebased = Object.entries(schema).map(([key, value]): [string, unknown] => {
    if (key === '$ref' && typeof value === 'string' && value.startsWith('#')) return [key, root + value.slice(1)];
    if (Array.isArray(value)) return [key, value.map((item: unknown) => (isRecord(item) ? rebase(item, root) : item))];
    return [key, isRecord(value) ? rebase(value, root) : value];
  });
  return Object.fromEntries(rebased);
}

function reference(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

function isRecord(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
