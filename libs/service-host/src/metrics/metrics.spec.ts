import { describe, expect, it } from '@jest/globals';
import { counter, gauge, histogram, metricsRegistry, reading } from './metrics.js';

describe('Metrics', () => {
  it('of the same name are the same, whoever asks for them', async () => {
    counter('tea_cups_total', 'Cups', ['tea']).inc({ tea: 'green' }, 2);
    counter('tea_cups_total', 'Cups', ['tea']).inc({ tea: 'green' });
    gauge('tea_stock', 'Chests').set(7);
    histogram('tea_brewing_seconds', 'Brewing').observe(0.2);
    const text = await metricsRegistry.metrics();
    expect(text).toContain('tea_cups_total{tea="green"} 3');
    expect(text).toContain('tea_stock 7');
    expect(text).toContain('tea_brewing_seconds_bucket{le="0.25"} 1');
  });

  it('that cannot be read are missing, and all others are shown', async () => {
    let away = true;
    reading('tea_visitors', 'Who is there', [], async (set) => {
      if (away) throw new Error('the database is away');
      set({}, 3);
    });
    gauge('tea_kettles', 'Kettles').set(2);
    const without = await metricsRegistry.metrics();
    expect(without).toContain('tea_kettles 2');
    expect(without).not.toMatch(/^tea_visitors /m);
    away = false;
    const after = await metricsRegistry.metrics();
    expect(after).toContain('tea_visitors 3');
    expect(after).toContain('loyalty_metrics_unread_total{metric="tea_visitors"} 1');
  });

  it('cannot change their kind', () => {
    counter('tea_kind', 'One');
    expect(() => gauge('tea_kind', 'Another')).toThrow('already been registered');
  });
});
