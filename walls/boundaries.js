/**
 * Which kind of project may stand on which; the kind is the tag `kind:…` in a project's package.json.
 * Services never import services: what one needs of another is a port of its own, bridged in the composition.
 * Mechanisms would make sense in a hospital, so they know no loyalty word.
 */
const standsOn = {
  domain: ['domain'],
  mechanism: ['mechanism'],
  service: ['domain', 'mechanism'],
  composition: ['domain', 'mechanism', 'service'],
  testing: ['domain', 'mechanism', 'testing'],
};

/** Specs may also stand on what exists for tests alone. */
export const boundariesOfSources = boundaries([]);
export const boundariesOfSpecs = boundaries(['testing']);

function boundaries(also) {
  const depConstraints = Object.entries(standsOn).map(([kind, kinds]) => ({
    sourceTag: `kind:${kind}`,
    onlyDependOnLibsWithTags: [...kinds, ...also].map((name) => `kind:${name}`),
  }));
  return ['error', { depConstraints, enforceBuildableLibDependency: false, allow: [] }];
}
