import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Bell } from './bell.js';

const HOUR_MS = 3_600_000;

describe('A rest', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('lasts its time whoever rings, and no hour where the clock steps back meanwhile', async () => {
    const bell = new Bell();
    const realNow = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => realNow() + HOUR_MS);
    const [began, resting] = [performance.now(), bell.rest(200, () => false)];
    jest.spyOn(Date, 'now').mockImplementation(realNow);
    bell.ring();
    await resting;
    expect(performance.now() - began).toBeGreaterThanOrEqual(200);
  });

  it('ends with the ring that says that it is over', async () => {
    const bell = new Bell();
    let isOver = false;
    const resting = bell.rest(HOUR_MS, () => isOver);
    bell.ring();
    await new Promise((resolve) => setTimeout(resolve, 20));
    isOver = true;
    bell.ring();
    await resting;
  });
});
