import { readdirSync } from 'node:fs';
import { constants, monitorEventLoopDelay, performance, PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import { gauge, histogram, metricsRegistry, reading, total } from './metrics.js';

const GC_KINDS: Readonly<Record<number, string>> = {
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weakcb',
};
const GC_BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1];
const RESOLUTION_MS = 20;

/** The process and its event loop by OpenTelemetry's names, and the few that every Prometheus expects of a process. */
export function observeProcess(): void {
  if (metricsRegistry.getSingleMetric('process_cpu_seconds_total')) return;
  observeEventLoop();
  observeMemory();
  total('process_cpu_seconds_total', 'User and system CPU time', [], (set) => {
    const { user, system } = process.cpuUsage();
    set({}, (user + system) / 1e6);
  });
  total('process_cpu_time_seconds_total', 'CPU time by mode', ['cpu_mode'], (set) => {
    const { user, system } = process.cpuUsage();
    set({ cpu_mode: 'user' }, user / 1e6);
    set({ cpu_mode: 'system' }, system / 1e6);
  });
  reading('process_uptime_seconds', 'How long the process has run', [], (set) => set({}, process.uptime()));
  gauge('process_start_time_seconds', 'When the process began').set(performance.timeOrigin / 1000);
  reading('process_unix_file_descriptor_count', 'Open file descriptors', [], (set) => set({}, fileDescriptors()));
}

function observeEventLoop(): void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let before = performance.eventLoopUtilization();
  // The monitor measures how long a timer took; what it was set to is no delay.
  const seconds = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1000);
  const help = 'Delay of the event loop since the process began';
  reading('nodejs_eventloop_delay_mean_seconds', help, [], (set) => set({}, seconds(delay.mean || 0)));
  reading('nodejs_eventloop_delay_max_seconds', help, [], (set) => set({}, seconds(delay.max)));
  for (const percentile of [50, 90, 99]) {
    const name = `nodejs_eventloop_delay_p${percentile}_seconds`;
    reading(name, help, [], (set) => set({}, seconds(delay.percentile(percentile))));
  }
  reading(
    'nodejs_eventloop_utilization_ratio',
    'Share of the time since the last scrape in which the loop was busy',
    [],
    (set) => {
      const now = performance.eventLoopUtilization();
      set({}, performance.eventLoopUtilization(now, before).utilization);
      before = now;
    },
  );
  const collected = histogram('v8js_gc_duration_seconds', 'Garbage collections', ['v8js_gc_type'], GC_BUCKETS);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const kind = 'detail' in entry ? kindOf(entry.detail) : 'other';
      collected.observe({ v8js_gc_type: kind }, entry.duration / 1000);
    }
  }).observe({ entryTypes: ['gc'] });
}

function kindOf(detail: unknown): string {
  const isKind = typeof detail === 'object' && detail !== null && 'kind' in detail;
  return (isKind && GC_KINDS[Number(detail.kind)]) || 'other';
}

function observeMemory(): void {
  reading('process_resident_memory_bytes', 'Memory of the process', [], (set) => set({}, process.memoryUsage.rss()));
  reading('v8js_memory_heap_used_bytes', 'Heap in use, by space', ['v8js_heap_space_name'], (set) => {
    for (const { space_name: name, space_used_size: size } of getHeapSpaceStatistics()) {
      set({ v8js_heap_space_name: name }, size);
    }
  });
  reading('v8js_memory_heap_limit_bytes', 'How large the heap may become', [], (set) =>
    set({}, getHeapStatistics().heap_size_limit),
  );
}

/** Where the system does not list them it is not known. */
function fileDescriptors(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return Number.NaN;
  }
}
