import { compileSchema, openApiDocument } from '@loyalty/service-host';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

interface Operation {
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: object }>> }>>;
}

/** Holds what the doors answer to what the document says of them; every success of every spec goes through it. */
export class AnswerShapes {
  private readonly shapes: readonly { readonly path: RegExp; readonly check: ReturnType<typeof compileSchema> }[];

  constructor(app: NestFastifyApplication) {
    const { paths } = openApiDocument(app);
    this.shapes = Object.entries(paths)
      .filter(([path]) => path.startsWith('/v1/'))
      .map(([path, { get = {} }]) => ({
        path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
        check: compileSchema(schemaOf(path, get)),
      }));
  }

  insist(url: string, body: unknown): void {
    const [path = ''] = url.split('?');
    const shape = this.shapes.find((each) => each.path.test(path));
    const checked = shape?.check(body);
    if (checked?.ok !== true) {
      throw new Error(`${path} does not answer as the document says: ${JSON.stringify(checked?.errors)}`);
    }
  }
}

function schemaOf(path: string, { responses }: Operation): Readonly<Record<string, unknown>> {
  const schema = responses?.['200']?.content?.['application/json']?.schema;
  if (!schema) throw new Error(`the document does not say what GET ${path} answers`);
  return { ...schema };
}
