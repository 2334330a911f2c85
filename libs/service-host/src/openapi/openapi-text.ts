import type { INestApplication } from '@nestjs/common';
import { openApiDocument } from './openapi-document.js';

/** The document as it is served: made when it is first asked for, since most processes never are. */
export class OpenApiText {
  private app: INestApplication | undefined;
  private made: string | undefined;

  /** The app does not exist yet when its providers do. */
  describe(app: INestApplication): void {
    this.app = app;
  }

  text(): string {
    if (!this.app) throw new Error('the app is not built yet');
    return (this.made ??= JSON.stringify(openApiDocument(this.app)));
  }
}
