import { diag, DiagLogLevel } from '@opentelemetry/api';
import { traceWith } from './span.js';

export interface TracingOptions {
  /** What the spans say they are of, unless OTEL_SERVICE_NAME or OTEL_RESOURCE_ATTRIBUTES does. */
  readonly service: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Told when spans cannot be exported. */
  readonly onError: (message: string) => void;
}

export interface Tracing {
  readonly isOn: boolean;
  /** Sends what is left. A collector that is away keeps nobody from ending. */
  stop(): Promise<void>;
}

const OFF: Tracing = { isOn: false, stop: () => Promise.resolve() };
const STOP_MS_MAX = 3_000;

/**
 * Spans go to the collector that the standard variables name (OTEL_EXPORTER_OTLP_ENDPOINT and its kin); without one
 * nothing of the SDK is even loaded. A process has one, and so has each of its threads.
 */
export async function startTracing({ service, environment, onError }: TracingOptions): Promise<Tracing> {
  if (!isWanted(environment)) return OFF;
  const { createProvider } = await import('./otlp-provider.js');
  diag.setLogger(
    { error: onError, warn: onError, info: () => undefined, debug: () => undefined, verbose: () => undefined },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const provider = createProvider(service, environment);
  traceWith(provider.getTracer('loyalty'));
  return {
    isOn: true,
    async stop() {
      traceWith(undefined);
      const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_MS_MAX).unref());
      // Whoever is ending has nobody to tell: the exporter has told `onError`.
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
    },
  };
}

function isWanted(environment: NodeJS.ProcessEnv): boolean {
  const isSet = (name: string): boolean => (environment[name] ?? '') !== '';
  if (environment['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return false;
  if (environment['OTEL_TRACES_EXPORTER'] === 'none') return false;
  return isSet('OTEL_EXPORTER_OTLP_ENDPOINT') || isSet('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
}
