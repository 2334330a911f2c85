/**
 * What a node_modules lacks of its lockfile, as sentences; empty when it is complete.
 *
 * npm writes node_modules/.package-lock.json last, so an installation that broke off has none. Versions
 * and integrity are compared, not file times: a checkout changes times and no content. Optional packages
 * may be absent where they are for another platform, or where `npm ci` ran to its end and left them out.
 */
export function whatIsMissing({ wanted, present, host, optionalMayBeAbsent }) {
  if (!present) return ['nothing is installed'];

  const missing = [];
  for (const [path, entry] of Object.entries(wanted.packages)) {
    if (path === '') continue;
    const found = present.packages[path];
    if (!found) {
      if (entry.optional && (optionalMayBeAbsent || !isFor(host, entry))) continue;
      missing.push(`${nameOf(path)} is not installed`);
    } else if (found.version !== entry.version || found.integrity !== entry.integrity || found.link !== entry.link) {
      missing.push(`${nameOf(path)} is ${found.version}, ${entry.version} is locked`);
    }
  }
  for (const path of Object.keys(present.packages)) {
    if (!wanted.packages[path]) missing.push(`${nameOf(path)} is no longer wanted`);
  }
  return missing;
}

/** What a package for another platform brings along carries no platform of its own, so it must count as foreign too. */
function isFor(host, { os, cpu, libc }) {
  if (!os && !cpu) return false;
  return allows(os, host.os) && allows(cpu, host.cpu) && (!host.libc || allows(libc, host.libc));
}

/** npm's lists: names that are allowed, or names with `!` that are not. */
function allows(list, value) {
  if (!list) return true;
  const names = [list].flat();
  if (names.includes(`!${value}`)) return false;
  const allowed = names.filter((name) => !name.startsWith('!'));
  return allowed.length === 0 || allowed.includes(value);
}

function nameOf(path) {
  return path.replace(/^.*node_modules\//, '');
}
