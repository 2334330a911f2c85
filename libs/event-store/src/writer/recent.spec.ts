import { describe, expect, it } from '@jest/globals';
import { Recent } from './recent.js';

describe('Recent', () => {
  it('keeps the entries that were used last, and forgets others in time', () => {
    const recent = new Recent<number>(10);
    for (let now = 1; now <= 100; now += 1) {
      recent.set(`key ${now}`, now);
      recent.get('key 1');
      recent.trim(now, now);
    }
    expect(recent.get('key 1')).toBe(1);
    for (let now = 92; now <= 100; now += 1) expect(recent.get(`key ${now}`)).toBe(now);
    expect(recent.get('key 50')).toBeUndefined();
  });

  it('drops nothing that was used since the horizon, however full it is', () => {
    const recent = new Recent<number>(10);
    for (let now = 1; now <= 1000; now += 1) {
      recent.set(`key ${now}`, now);
      recent.trim(now, 500);
    }
    for (let now = 500; now <= 1000; now += 1) expect(recent.peek(`key ${now}`)).toBe(now);
  });

  it('forgets at once what is deleted', () => {
    const recent = new Recent<number>(1);
    recent.set('a', 1);
    recent.trim(1, 2);
    recent.delete('a');
    expect(recent.get('a')).toBeUndefined();
  });

  it('keeps fewer where they weigh too much together, also those that grew while they were there', () => {
    const recent = new Recent<{ weight: number }>(1000, { weightMax: 100, weigh: ({ weight }) => weight });
    const kept = () => Array.from({ length: 40 }, (_, key) => recent.peek(`${key}`)).filter(Boolean).length;
    for (let key = 0; key < 40; key += 1) {
      recent.set(`${key}`, { weight: 10 });
      recent.trim(key + 1, key + 1);
    }
    expect(kept()).toBe(10);
    for (let key = 30; key < 33; key += 1) {
      const entry = recent.get(`${key}`);
      if (entry === undefined) throw new Error('it was used last');
      entry.weight += 90;
      recent.grew(90);
    }
    recent.trim(50, 50);
    expect(kept()).toBe(3);
  });

  it('counts what is used again with what it weighs now', () => {
    const recent = new Recent<{ weight: number }>(1000, { weightMax: 100, weigh: ({ weight }) => weight });
    recent.set('heavy', { weight: 100 });
    recent.trim(1, 1);
    recent.get('heavy');
    recent.set('light', { weight: 1 });
    recent.trim(2, 2);
    recent.set('other', { weight: 100 });
    recent.trim(3, 3);
    expect(recent.peek('heavy')).toBeUndefined();
    expect(recent.peek('other')).toBeDefined();
  });
});
