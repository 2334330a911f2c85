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
});
