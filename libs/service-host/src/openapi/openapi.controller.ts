import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../auth/decorators.js';
import { OpenApiText } from './openapi-text.js';

@Controller('openapi.json')
@Public()
@ApiExcludeController()
export class OpenApiController {
  constructor(private readonly document: OpenApiText) {}

  @Get()
  @Header('Content-Type', 'application/json; charset=utf-8')
  read(): string {
    return this.document.text();
  }
}
