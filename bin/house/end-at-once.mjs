/**
 * Loaded into Jest's workers. One that has nothing left to do would hand its whole heap back before it is gone, a gigabyte
 * of modules after a long run, which takes longer than the half second that Jest gives it, and Jest would blame the
 * specs for something left open. `beforeExit` comes only when nothing is: a spec that does leave something is told of as before.
 */
if (process.env.JEST_WORKER_ID !== undefined) process.once('beforeExit', () => process.exit());
