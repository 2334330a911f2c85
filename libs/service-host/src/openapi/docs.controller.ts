import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../auth/decorators.js';
import { hostProblem } from '../errors/host-problem-codes.js';
import { StreamableFile } from '@nestjs/common';
import { docsPage, DOCS_SCRIPT } from './docs-page.js';
import { errorsPage } from './errors-page.js';
import { OPENAPI_INFO, type OpenApiInfo } from './openapi-info.js';

const HTML = 'text/html; charset=utf-8';

/** What the page is made of; everything comes from this server, so that it also works where there is no internet. */
const ASSETS: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['favicon-32x32.png', 'image/png'],
]);

@Controller('docs')
@Public()
@ApiExcludeController()
export class DocsController {
  private readonly resolve = createRequire(import.meta.url).resolve;

  constructor(@Inject(OPENAPI_INFO) private readonly info: OpenApiInfo) {}

  @Get()
  @Header('Content-Type', HTML)
  page(): string {
    return docsPage(this.info.title);
  }

  @Get('errors')
  @Header('Content-Type', HTML)
  errors(): string {
    return errorsPage(this.info.title);
  }

  @Get('start.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  script(): string {
    return DOCS_SCRIPT;
  }

  @Get('assets/:name')
  @Header('Cache-Control', 'public, max-age=86400')
  async asset(@Param('name') name: string): Promise<StreamableFile> {
    const type = ASSETS.get(name);
    if (type === undefined) throw hostProblem('not_found');
    return new StreamableFile(await readFile(this.resolve(`swagger-ui-dist/${name}`)), { type });
  }
}
