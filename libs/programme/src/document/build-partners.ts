import type { IssueTerms, Partner, PointRate } from '../partner.js';
import { buildTexts, textsSchema } from '../text/texts.schema.js';
import type { Meaning } from './meaning.js';
import type { PartnerDocument, ProgrammeDocument, RateDocument } from './programme-document.js';
import { decimal, id } from './schema-parts.js';

const RATE_SCALE = 6;

const rateProperties = {
  rate: { ...decimal('the money for one point, such as 0.010'), description: 'Exact, with up to 6 decimals.' },
  currency: {
    title: 'an ISO 4217 currency such as EUR',
    description: 'Absent: the main currency of the programme.',
    type: 'string',
    pattern: '^[A-Z]{3}$',
  },
};

const partner = {
  title: 'a mapping of `id`, `name`, `issues` and `redeems`',
  type: 'object',
  additionalProperties: false,
  required: ['id'],
  properties: {
    id,
    name: textsSchema('As people call it.'),
    issues: {
      title: 'a mapping of `rate`, `currency` and `expired`',
      description: 'What it pays for each point that is issued on its account. Frozen for a lot when it is earned.',
      type: 'object',
      additionalProperties: false,
      required: ['rate'],
      properties: {
        ...rateProperties,
        expired: {
          enum: ['kept', 'returned'],
          default: 'kept',
          description: 'Whether it gets the money of points back that expire unspent.',
        },
      },
    },
    redeems: {
      title: 'a mapping of `rate` and `currency`',
      description: 'What it is paid for each point that is spent at it. Absent: none can be.',
      type: 'object',
      additionalProperties: false,
      required: ['rate'],
      properties: rateProperties,
    },
  },
};

export const partnersSchema = {
  title: 'a list of partners',
  description: 'Other businesses that fund offers or take points. An id alone is a partner that nothing is charged.',
  type: 'array',
  minItems: 1,
  maxItems: 1000,
  items: { title: 'an id, or a mapping of `id`, `name`, `issues` and `redeems`', anyOf: [id, partner] },
};

/** As offers name them. */
export function partnerIds({ partners = [] }: Pick<ProgrammeDocument, 'partners'>): readonly string[] {
  return partners.map((each) => (typeof each === 'string' ? each : each.id));
}

export function buildPartners(document: ProgrammeDocument, meaning: Meaning): readonly Partner[] {
  const { partners = [], currency } = document;
  refuseRepeated(document, meaning);
  return partners.map((each, index) => {
    const written: PartnerDocument = typeof each === 'string' ? { id: each } : each;
    const { issues, redeems, name } = written;
    const at = { pointer: `/partners/${index}`, main: currency };
    return {
      id: written.id,
      texts: name === undefined ? null : buildTexts(name),
      issues: issues ? buildIssues(issues, { ...at, pointer: `${at.pointer}/issues` }, meaning) : null,
      redeems: redeems ? buildRate(redeems, { ...at, pointer: `${at.pointer}/redeems` }, meaning) : null,
    };
  });
}

interface Place {
  readonly pointer: string;
  readonly main: string;
}

function buildIssues(written: NonNullable<PartnerDocument['issues']>, at: Place, meaning: Meaning): IssueTerms {
  return { ...buildRate(written, at, meaning), expired: written.expired ?? 'kept' };
}

function buildRate({ currency }: RateDocument, { pointer, main }: Place, meaning: Meaning): PointRate {
  if (currency !== undefined) meaning.currency(`${pointer}/currency`, currency);
  const millionths = meaning.decimal(`${pointer}/rate`, RATE_SCALE, 'above zero');
  return { millionths, currency: currency ?? main };
}

function refuseRepeated(document: ProgrammeDocument, meaning: Meaning): void {
  const ids = partnerIds(document);
  ids.forEach((found, index) => {
    if (ids.indexOf(found) === index) return;
    const whole = typeof document.partners?.[index] === 'string';
    const pointer = `/partners/${index}${whole ? '' : '/id'}`;
    const message = `Another partner is called ${found}.`;
    meaning.refuse({ pointer, code: 'repeated_id', message, expected: 'an id of its own', found });
  });
}
