import { Controller, Get, Header } from '@nestjs/common';
import { Public } from '../auth/decorators.js';
import { metricsRegistry } from './metrics.js';

@Controller('metrics')
@Public()
export class MetricsController {
  @Get()
  @Header('Content-Type', metricsRegistry.contentType)
  metrics(): Promise<string> {
    return metricsRegistry.metrics();
  }
}
