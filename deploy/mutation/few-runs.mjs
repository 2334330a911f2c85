import fastCheck from 'fast-check';

/**
 * What specs find under `fast-check` here: a property is tried `runs` times at most, always with the same values, and what
 * breaks it is not made smaller, since a mutant is killed by it as it is.
 */
export default { ...fastCheck, assert };
export * from 'fast-check';

let runsMax = Infinity;

export function allowRuns(runs) {
  runsMax = runs;
}

function assert(property, { numRuns = 100, ...parameters } = {}) {
  fastCheck.assert(property, { ...parameters, numRuns: Math.min(numRuns, runsMax), seed: 1, endOnFailure: true });
}
