import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { openApp } from './testing/app.fixture.js';
import { playGuide } from './testing/guide.fixture.js';

const guide = (name: string) => new URL(`../../../docs/guides/${name}.md`, import.meta.url);

describe('The guide to purchases and returns', () => {
  it('quotes what the product answers', async () => {
    const app = await openApp();
    app.members.join('tea', { kind: 'card', value: '4007' });
    const played = await playGuide(guide('purchases-and-returns'), app);
    for (const { said, quoted } of played) expect(said).toEqual(quoted);
    expect(played.length).toBeGreaterThan(10);
    await app.close();
  });
});

describe.each([
  ['explain-every-point', 5],
  ['purchases-in-review', 5],
])('The guide %s', (name, least) => {
  it('quotes what the product answers, under the programme that it shows', async () => {
    const file = guide(name);
    const [, document = ''] = /```yaml\n([\s\S]*?)```/.exec(await readFile(file, 'utf8')) ?? [];
    const app = await openApp({ document });
    for (const value of ['4007', '4008', '4009']) app.members.join('tea', { kind: 'card', value });
    const played = await playGuide(file, app);
    for (const { request, said, quoted } of played) expect([request, said]).toEqual([request, quoted]);
    expect(played.length).toBeGreaterThan(least);
    await app.close();
  });
});
