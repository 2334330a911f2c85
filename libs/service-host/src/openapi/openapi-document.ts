import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { Components } from './components.js';
import type { Schema } from './dto-schema.js';
import { enrichOperation, type Operation, SECURITY_SCHEME } from './enrich-operation.js';
import { handlersOf, operationId } from './handlers.js';
import { OPENAPI_INFO, type OpenApiInfo } from './openapi-info.js';
import { problemResponses, problemSchema } from './problem-schema.js';

/** OpenAPI 3.1, as plain JSON. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly [kind: string]: unknown };
  readonly [field: string]: unknown;
}

/** Everything the app answers, made from the decorators that make it answer so. */
export function openApiDocument(app: INestApplication): OpenApiDocument {
  const document = explore(app, app.get(OPENAPI_INFO));
  const schemas: Record<string, Schema> = { ...document.components.schemas, Problem: problemSchema() };
  const components = new Components(schemas);
  const handlers = handlersOf(app);

  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path)) {
      const handler = handlers.get(String(operation['operationId']));
      if (handler) enrichOperation(operation, handler, components);
    }
  }
  return {
    ...document,
    components: { ...document.components, responses: problemResponses, schemas: sorted(schemas) },
  };
}

/** The routes and whatever is said of them with Nest's own decorators. */
function explore(app: INestApplication, { title, description, version }: OpenApiInfo): OpenApiDocument {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setDescription(description)
    .setVersion(version)
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'API key', description: 'An API key.' },
      SECURITY_SCHEME,
    )
    .build();
  return JSON.parse(JSON.stringify(SwaggerModule.createDocument(app, config, { operationIdFactory: operationId })));
}

/** In order of name, so that the committed document changes only where the API does. */
function sorted(schemas: Readonly<Record<string, Schema>>): Record<string, Schema> {
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}
