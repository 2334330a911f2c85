import { runToItsEnd } from './child.mjs';
import { inRoot, root } from './directories.mjs';
import { withLock } from './lock.mjs';
import { findNode } from './node.mjs';
import { Interrupted, Stop } from './say.mjs';

/** The command line and all it stands on; specs are not compiled here, so a broken one does not stop a shop. */
const product = 'services/cli/tsconfig.lib.json';

/**
 * Compiles what changed. The compiler itself knows what that is, and needs about 0.1 s to find that it is
 * nothing: no second memory of sources is kept beside it. Two compilers in one clone would write the same files.
 */
export async function build(project = product) {
  const { exitCode, stoppedBy } = await withLock('build', 'building', (lock) =>
    runToItsEnd(findNode(), [inRoot('node_modules/@typescript/compiler/bin/tsc'), '-b', project], {
      cwd: root,
      env: process.env,
      stdio: ['ignore', 2, 2],
      onStart: (child) => lock.alsoHeldBy(child.pid),
    }),
  );
  if (stoppedBy) throw new Interrupted('the build', stoppedBy, exitCode);
  if (exitCode !== 0) throw new Stop('the build failed; what to correct stands above');
}
