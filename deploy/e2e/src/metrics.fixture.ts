import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const TABLE = fileURLToPath(new URL('../../../docs/operations/metrics.md', import.meta.url));

export interface Documented {
  readonly name: string;
  readonly kind: string;
  readonly labels: readonly string[];
  /** Only where the services are apart and on Kafka. */
  readonly onlyOnKafka: boolean;
}

export interface Exposed {
  readonly kind: string;
  /** Of every series, without those of a histogram's buckets; empty while there is no series. */
  readonly labels: ReadonlySet<string>;
  readonly series: readonly Series[];
}

export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Rows of the tables: name, kind, labels, where (`K`: only on Kafka), meaning. */
export async function documentedMetrics(): Promise<ReadonlyMap<string, Documented>> {
  const rows = (await readFile(TABLE, 'utf8')).matchAll(
    /^\| `(?<name>\w+)` +\| (?<kind>\w+) +\| (?<labels>[^|]*) \| (?<where>[^|]*) \|/gm,
  );
  return new Map(
    [...rows].map(({ groups: { name = '', kind = '', labels = '', where = '' } = {} }) => [
      name,
      {
        name,
        kind,
        labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label),
        onlyOnKafka: where.includes('K'),
      },
    ]),
  );
}

/** Prometheus' text, by metric. */
export function exposedMetrics(...texts: readonly string[]): ReadonlyMap<string, Exposed> {
  const metrics = new Map<string, { kind: string; labels: Set<string>; series: Series[] }>();
  for (const line of texts.flatMap((text) => text.split('\n'))) {
    const [, named, kind] = /^# TYPE (\w+) (\w+)$/.exec(line) ?? [];
    if (named !== undefined && kind !== undefined && !metrics.has(named)) {
      metrics.set(named, { kind, labels: new Set(), series: [] });
    }
    const series = readSeries(line);
    const metric = series && (metrics.get(series.name) ?? metrics.get(series.name.replace(/_(bucket|sum|count)$/, '')));
    if (!series || !metric) continue;
    metric.series.push(series);
    for (const label of Object.keys(series.labels)) if (label !== 'le') metric.labels.add(label);
  }
  return metrics;
}

function readSeries(line: string): Series | undefined {
  const [, name, labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  if (name === undefined) return undefined;
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', text = '']) => [key, text]);
  return { name, labels: Object.fromEntries(pairs), value: Number(value) };
}
