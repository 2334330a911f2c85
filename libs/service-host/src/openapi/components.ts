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

  /**
   * A schema with a title becomes a component of that name, its `$defs` included, and so do those with a title in it;
   * one without stays where it is.
   */
  ofJsonSchema(schema: JsonSchema): Schema {
    const { $schema, $id, ...body } = schema;
    const title = body['title'];
    if (!isName(title)) return this.rebase(body, '#');
    this.schemas[title] ??= this.rebase(body, `#/components/schemas/${title}`);
    return reference(title);
  }

  /** References inside a schema count from its own root, which is now further down. */
  private rebase(schema: Schema, root: string): Schema {
    const inside = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(inside);
      if (!isRecord(value)) return value;
      return isName(value['title']) ? this.ofJsonSchema(value) : this.rebase(value, root);
    };
    const rebased = Object.entries(schema).map(([key, value]): [string, unknown] => {
      const isReference = key === '$ref' && typeof value === 'string' && value.startsWith('#');
      return [key, isReference ? root + value.slice(1) : inside(value)];
    });
    return Object.fromEntries(rebased);
  }
}

function isName(title: unknown): title is string {
  return typeof title === 'string' && /^\w+$/.test(title);
}

function reference(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

function isRecord(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
