import { Meaning } from '../document/meaning.js';
import { parseProgramme, type ProgrammeProblem } from '../document/parse-programme.js';
import { documentReader, inOrder } from '../document/read-document.js';
import { escapePointer, type YamlText } from '../document/yaml-text.js';
import { evaluate } from '../evaluation/evaluate.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import type { Programme } from '../programme.js';
import { Customers } from './customers.js';
import { readPurchase, type PurchaseDocument } from './read-purchase.js';
import { testsSchema } from './tests.schema.js';

/** What of a test was not as it says; where its expectation stands in the text. */
export interface Difference {
  readonly test: string;
  readonly line: number;
  readonly column: number;
  /** As `coffee gives`. */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

export type Tested =
  | {
      readonly ok: true;
      readonly tests: readonly { readonly name: string; readonly differences: readonly Difference[] }[];
    }
  /** The tests cannot be read; `of` says which of the two documents is wrong. */
  | { readonly ok: false; readonly of: 'programme' | 'tests'; readonly problems: readonly ProgrammeProblem[] };

interface TestsDocument {
  readonly tests: readonly { readonly name: string; readonly purchases: readonly PurchaseDocument[] }[];
}

const read = documentReader(testsSchema);

/** Plays the tests of a programme: no server, no clock; each test begins with members of whom nothing is known. */
export function testProgramme(programmeText: string, testsText: string): Tested {
  const parsed = parseProgramme(programmeText);
  if (!parsed.ok) return { ok: false, of: 'programme', problems: parsed.problems };
  const reading = read(testsText);
  if (!reading.ok) return { ok: false, of: 'tests', problems: reading.problems };

  const meaning = new Meaning(reading.document);
  const { tests } = reading.document.value as TestsDocument;
  const played = tests.map(({ name, purchases }, index) => {
    const test = { name, purchases, pointer: `/tests/${index}/purchases` };
    return { name, differences: play(test, parsed.programme, { meaning, document: reading.document }) };
  });
  if (meaning.problems.length > 0) return { ok: false, of: 'tests', problems: inOrder(meaning.problems) };
  return { ok: true, tests: played };
}

interface Texts {
  readonly meaning: Meaning;
  readonly document: YamlText;
}

function play(
  {
    name,
    purchases,
    pointer,
  }: { readonly name: string; readonly purchases: readonly PurchaseDocument[]; readonly pointer: string },
  programme: Programme,
  { meaning, document }: Texts,
): readonly Difference[] {
  const customers = new Customers();
  return purchases.flatMap((expected, index) => {
    const at = `${pointer}/${index}`;
    const purchase = readPurchase(expected, { pointer: at, programme, document }, meaning);
    if (!purchase) return [];
    const member = expected.member ?? '';
    const evaluation = evaluate(programme, 1, purchase, customers.standingOf(member));
    customers.count(member, purchase.occurredAt, evaluation);
    return differencesOf(expected, evaluation, programme).map(({ path, ...difference }) => {
      const { line, column } = document.locate({
        pointer: `${at}${path}`,
        code: 'wrong_value',
        message: '',
        expected: '',
        found: '',
      });
      return { test: name, line, column, ...difference };
    });
  });
}

type Found = Omit<Difference, 'test' | 'line' | 'column'> & { readonly path: string };

function differencesOf(
  { earns, offers = {}, trimmed = {} }: PurchaseDocument,
  evaluation: Evaluation,
  { wallets }: Programme,
) {
  const found: Found[] = [];
  const compare = (path: string, what: string, { expected, actual }: { expected: number; actual: bigint }) => {
    if (BigInt(expected) !== actual) found.push({ path, what, expected: String(expected), found: String(actual) });
  };
  if (earns) {
    for (const wallet of new Set([...Object.keys(earns), ...wallets.keys()])) {
      const path = wallet in earns ? `/earns/${escapePointer(wallet)}` : '/earns';
      compare(path, `${wallet} earned`, { expected: earns[wallet] ?? 0, actual: earnedIn(wallet, evaluation) });
    }
  }
  for (const [offer, expected] of Object.entries(offers)) {
    const gave = evaluation.explanation.find((each) => each.offer === offer);
    compare(`/offers/${escapePointer(offer)}`, `${offer} gives`, { expected, actual: gave?.points ?? 0n });
  }
  for (const [offer, expected] of Object.entries(trimmed)) {
    const gave = evaluation.explanation.find((each) => each.offer === offer);
    compare(`/trimmed/${escapePointer(offer)}`, `${offer} is trimmed by`, {
      expected,
      actual: gave?.trimmed?.points ?? 0n,
    });
  }
  return found;
}

function earnedIn(wallet: string, { lots }: Evaluation): bigint {
  let points = 0n;
  for (const lot of lots) if (lot.wallet === wallet) points += lot.points;
  return points;
}
