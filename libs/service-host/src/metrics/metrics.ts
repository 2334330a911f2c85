import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The one registry of the process; `/metrics` is its text. */
export const metricsRegistry = new Registry();

/** The same name is the same metric, so a module that is built twice in a process (as tests do) counts on. */
export function counter<Label extends string = string>(
  name: string,
  help: string,
  labels: readonly Label[] = [],
): Counter<Label> {
  const known = metricsRegistry.getSingleMetric(name);
  if (known instanceof Counter) return known;
  return new Counter({ name, help, labelNames: labels, registers: [metricsRegistry] });
}

export function gauge<Label extends string = string>(
  name: string,
  help: string,
  labels: readonly Label[] = [],
): Gauge<Label> {
  const known = metricsRegistry.getSingleMetric(name);
  if (known instanceof Gauge) return known;
  return new Gauge({ name, help, labelNames: labels, registers: [metricsRegistry] });
}

export function histogram<Label extends string = string>(
  name: string,
  help: string,
  labels: readonly Label[] = [],
  buckets: readonly number[] = DURATION_BUCKETS,
): Histogram<Label> {
  const known = metricsRegistry.getSingleMetric(name);
  if (known instanceof Histogram) return known;
  return new Histogram({ name, help, labelNames: labels, buckets: [...buckets], registers: [metricsRegistry] });
}

/** Seconds; the boundaries that OpenTelemetry's semantic conventions give for requests. */
export const DURATION_BUCKETS: readonly number[] = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];

type SetValue<Label extends string> = (labels: Partial<Record<Label, string | number>>, value: number) => void;

const unread = counter('loyalty_metrics_unread_total', 'Times that a metric could not be read', ['metric']);

/**
 * A gauge that is read when it is scraped; what `read` no longer sets is no longer shown. One that cannot be read (its
 * database is away) is missing from the answer, and counted: all others are wanted just then.
 */
export function reading<Label extends string = string>(
  name: string,
  help: string,
  labels: readonly Label[],
  read: (set: SetValue<Label>) => void | Promise<void>,
): void {
  if (metricsRegistry.getSingleMetric(name)) return;
  new Gauge({
    name,
    help,
    labelNames: labels,
    registers: [metricsRegistry],
    async collect() {
      this.reset();
      try {
        await read((of, value) => this.set(of, value));
      } catch {
        // One without labels has begun again at 0, which would be believed.
        if (labels.length === 0) this.remove();
        unread.inc({ metric: name });
      }
    },
  });
}

/** A counter whose count is kept elsewhere, read when it is scraped. */
export function total<Label extends string = string>(
  name: string,
  help: string,
  labels: readonly Label[],
  read: (set: SetValue<Label>) => void,
): void {
  if (metricsRegistry.getSingleMetric(name)) return;
  new Counter({
    name,
    help,
    labelNames: labels,
    registers: [metricsRegistry],
    collect() {
      this.reset();
      read((of, value) => this.inc(of, value));
    },
  });
}
