import { generate, release, whatDrifted } from './house/contracts.mjs';
import { exitWith, say, Stop } from './house/say.mjs';

const verbs = {
  generate,
  release,
  async check() {
    const drifted = await whatDrifted();
    if (drifted.length > 0) throw new Stop(`${drifted.join('\n')}\n\`npm run contracts\` writes it anew`);
  },
};

await exitWith(async () => {
  const [name = 'generate'] = process.argv.slice(2);
  const verb = verbs[name];
  if (!verb) throw new Stop(`${name} is none of ${Object.keys(verbs).join(', ')}`, 2);
  await verb();
  say(`contracts: ${name} done`);
  return 0;
});
