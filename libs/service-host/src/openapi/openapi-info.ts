/** What the document says of the whole API. */
export interface OpenApiInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string;
}

export const OPENAPI_INFO = Symbol('OpenApiInfo');

export const DEFAULT_INFO: OpenApiInfo = { title: 'API', version: '1', description: '' };
