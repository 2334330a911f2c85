import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';

/** A commit of the ledger carries up to so many commands, and links to each. */
const LINKS_MAX = 1_024;

/** Loaded only where there is a collector. The exporter reads its own variables: endpoint, headers, timeout, certificates. */
export function createProvider(service: string, environment: NodeJS.ProcessEnv): TracerProvider {
  const number = (name: string): number | undefined => {
    const given = Number(environment[name] ?? Number.NaN);
    return Number.isFinite(given) && given > 0 ? given : undefined;
  };
  const delay = number('OTEL_BSP_SCHEDULE_DELAY');
  const queue = number('OTEL_BSP_MAX_QUEUE_SIZE');
  const batch = number('OTEL_BSP_MAX_EXPORT_BATCH_SIZE');
  return new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }).merge(detectResources({ detectors: [envDetector] })),
    sampler: samplerOf(environment),
    spanLimits: { linkCountLimit: LINKS_MAX },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter(),
        ...(delay !== undefined && { scheduledDelayMillis: delay }),
        ...(queue !== undefined && { maxQueueSize: queue }),
        ...(batch !== undefined && { maxExportBatchSize: batch }),
      }),
    ],
  });
}

/** OTEL_TRACES_SAMPLER, as the specification names them; without it everything that nobody decided against. */
function samplerOf(environment: NodeJS.ProcessEnv): Sampler {
  const name = environment['OTEL_TRACES_SAMPLER'] ?? 'parentbased_always_on';
  const [, isParentBased, which = ''] = /^(parentbased_)?(.*)$/.exec(name) ?? [];
  const root = rootSampler(which, environment['OTEL_TRACES_SAMPLER_ARG']);
  if (root === undefined) throw new Error(`OTEL_TRACES_SAMPLER is ${name}: ${KNOWN}`);
  return isParentBased === undefined ? root : new ParentBasedSampler({ root });
}

const KNOWN = 'always_on, always_off or traceidratio is expected, or one of them behind parentbased_';

function rootSampler(name: string, argument: string | undefined): Sampler | undefined {
  switch (name) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio':
      return new TraceIdRatioBasedSampler(Number(argument ?? 1));
    default:
      return undefined;
  }
}
