/** Something that a document says, as it came out of YAML or JSON. */
export type Said = unknown;

/** One thing that is different between two documents of a programme. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Which part of the document: `offer`, `wallet`, `campaign`, `tiers`, `programme` … */
  readonly part: string;
  /** Of an offer, a wallet, a campaign; null for what there is one of. */
  readonly id: string | null;
  /** Where it stands in the document that has it, the newer one before the older; a JSON pointer. */
  readonly pointer: string;
  /** Null: it was not there. */
  readonly before: Said;
  /** Null: it is not there any more. */
  readonly after: Said;
  readonly text: string;
}

/** Parts with members that have ids, by the field that holds them. */
const NAMED: Readonly<Record<string, string>> = {
  wallets: 'wallet',
  stores: 'store',
  campaigns: 'campaign',
  offers: 'offer',
  actions: 'action',
  segments: 'segment',
};

type Mapping = Readonly<Record<string, Said>>;

/** What is different, part by part in the order of the newer document, offer by offer, and field by field inside. */
export function structuralDiff(before: Said, after: Said): readonly Change[] {
  const [old, young] = [mapping(before), mapping(after)];
  return keysOf(young, old).flatMap((field) => {
    const part = NAMED[field];
    if (part === undefined) {
      const of = typeof (young[field] ?? old[field]) === 'object' ? field : 'programme';
      const path = of === 'programme' ? field : '';
      return fieldsOf({ part: of, id: null, pointer: `/${escape(field)}`, path }, old[field], young[field]);
    }
    return membersOf(part, `/${field}`, { before: old[field], after: young[field] });
  });
}

interface Member {
  readonly said: Said;
  readonly pointer: string;
}

function membersOf(part: string, pointer: string, { before, after }: { before: Said; after: Said }): Change[] {
  const [old, young] = [membersIn(before, pointer), membersIn(after, pointer)];
  const changes = [...new Set([...young.keys(), ...old.keys()])].flatMap((id): Change[] => {
    const [was, is] = [old.get(id), young.get(id)];
    if (!was && is) return [change({ kind: 'added', part, id, pointer: is.pointer }, null, is.said)];
    if (was && !is) return [change({ kind: 'removed', part, id, pointer: was.pointer }, was.said, null)];
    return was && is ? fieldsOf({ part, id, pointer: is.pointer, path: '' }, was.said, is.said) : [];
  });
  const moved = Array.isArray(after) ? movedIn(part, pointer, { old: [...old.keys()], young: [...young.keys()] }) : [];
  return [...changes, ...moved];
}

/** Offers are applied in their order, so another order can give other points. */
function movedIn(
  part: string,
  pointer: string,
  { old, young }: { readonly old: readonly string[]; readonly young: readonly string[] },
): Change[] {
  const kept = (ids: readonly string[], others: readonly string[]) => ids.filter((id) => others.includes(id));
  const [before, after] = [kept(old, young), kept(young, old)];
  if (before.every((id, at) => id === after[at])) return [];
  const text = `${part}s stand in another order: ${after.join(', ')}`;
  return [{ kind: 'moved', part, id: null, pointer, before, after, text }];
}

function membersIn(said: Said, pointer: string): ReadonlyMap<string, Member> {
  if (Array.isArray(said)) {
    return new Map(said.map((each, at) => [String(mapping(each)['id']), { said: each, pointer: `${pointer}/${at}` }]));
  }
  return new Map(
    Object.entries(mapping(said)).map(([id, each]) => [id, { said: each, pointer: `${pointer}/${escape(id)}` }]),
  );
}

interface Place {
  readonly part: string;
  readonly id: string | null;
  readonly pointer: string;
  /** Inside the part, in words: `give.multiply`. */
  readonly path: string;
}

function fieldsOf(place: Place, before: Said, after: Said): Change[] {
  if (same(before, after)) return [];
  if (isMapping(before) && isMapping(after)) {
    return keysOf(after, before).flatMap((field) =>
      fieldsOf(
        {
          ...place,
          pointer: `${place.pointer}/${escape(field)}`,
          path: place.path === '' ? field : `${place.path}.${field}`,
        },
        before[field],
        after[field],
      ),
    );
  }
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return [change({ ...place, kind }, before ?? null, after ?? null)];
}

function change(
  { kind, part, id, pointer, path = '' }: Omit<Place, 'path'> & { kind: Change['kind']; path?: string },
  before: Said,
  after: Said,
): Change {
  const of = id === null ? part : `${part} ${id}`;
  const name = [of === 'programme' ? '' : of, path].filter((word) => word !== '').join(': ');
  return { kind, part, id, pointer, before, after, text: sentence(kind, name, { before, after, whole: path === '' }) };
}

function sentence(
  kind: Change['kind'],
  name: string,
  { before, after, whole }: { readonly before: Said; readonly after: Said; readonly whole: boolean },
): string {
  if (kind === 'added') return whole ? `${name} is new` : `${name} is ${shown(after)}, and was not said before`;
  if (kind === 'removed') return whole ? `${name} is gone` : `${name} was ${shown(before)}, and is not said any more`;
  return `${name} is ${shown(after)} instead of ${shown(before)}`;
}

const SHOWN_MAX = 120;

function shown(said: Said): string {
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  return text.length <= SHOWN_MAX ? text : `${text.slice(0, SHOWN_MAX)}…`;
}

/** Order in a list means something; in a mapping it does not. */
function same(a: Said, b: Said): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, at) => same(each, b[at]));
  if (isMapping(a) && isMapping(b)) return keysOf(a, b).every((field) => same(a[field], b[field]));
  return a === b;
}

function keysOf(first: Mapping, second: Mapping): string[] {
  return [...new Set([...Object.keys(first), ...Object.keys(second)])];
}

function isMapping(said: Said): said is Mapping {
  return typeof said === 'object' && said !== null && !Array.isArray(said);
}

function mapping(said: Said): Mapping {
  return isMapping(said) ? said : {};
}

const escape = (field: string): string => field.replaceAll('~', '~0').replaceAll('/', '~1');
