import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { playTierStory } from './play-story.js';

const GUIDE = new URL('../../../../../docs/guides/tiers.md', import.meta.url);
const text = readFileSync(GUIDE, 'utf8');
const stories = [...text.matchAll(/^## (.*)\n(?:(?!^## )[^])*?```yaml\n([^]*?)```/gm)].map(
  ([, title = '', story = '']) => [title, story] as const,
);

describe('The guide of tiers', () => {
  it('has its stories found', () => {
    expect(stories).toHaveLength([...text.matchAll(/^```yaml$/gm)].length);
    expect(stories.length).toBeGreaterThanOrEqual(6);
  });

  it.each(stories)('tells the truth of: %s', (_title, story) => {
    expect(playTierStory(story)).toEqual([]);
  });
});
