import type { Played } from './played.js';
import { apply, minute, newId, type World } from './world.js';

/** Another version: what bounds it stays, so that it can be checked over all versions; what points are worth may not. */
export async function playChange(world: World): Promise<Played> {
  world.now += minute;
  const document = `${world.programme.document}# ${newId(world, 'version')}\n`
    .replace('name: Simulated', `name: Simulated ${world.ids}`)
    .replace(/pay: \{ EUR: \S+ \}/, (rate) =>
      world.random.chance(60) ? `pay: { EUR: 0.${world.random.whole(10, 99)} }` : rate,
    );
  await apply(world, document);
  return { verb: 'change', asked: {}, answer: 'done' };
}
