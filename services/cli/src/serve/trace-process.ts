import type { Logger } from '@loyalty/service-host';
import { startTracing } from '@loyalty/tracing';

export interface TraceProcess {
  readonly environment: NodeJS.ProcessEnv;
  readonly logger: Logger;
}

/** Spans of this process, where there is a collector. Answers how to send what is left and stop. */
export async function traceProcess(
  service: string,
  { environment, logger }: TraceProcess,
): Promise<() => Promise<void>> {
  const onError = (reason: string): void => logger.warn({ reason }, 'spans cannot be exported');
  const tracing = await startTracing({ service, environment, onError });
  return () => tracing.stop();
}
