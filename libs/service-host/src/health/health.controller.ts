import { Controller, Get } from '@nestjs/common';
import { Public } from '../auth/decorators.js';
import { hostProblem } from '../errors/host-problem-codes.js';
import { Readiness } from './readiness.js';

@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** Answers as long as the process can answer at all; a failing dependency is no reason to restart it. */
  @Get('live')
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  async ready() {
    const { ready, checks } = await this.readiness.report();
    if (ready) return { status: 'ready', checks };

    const waiting = Object.keys(checks).filter((name) => checks[name] !== 'ok');
    throw hostProblem('not_ready', { detail: `Waiting for ${waiting.join(', ')}.`, extensions: { checks } });
  }
}
