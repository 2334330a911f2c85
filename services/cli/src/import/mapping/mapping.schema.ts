const template = (description: string) => ({
  title: 'a text with columns in braces, such as {InvoiceNo}',
  description,
  type: 'string',
  minLength: 1,
  maxLength: 200,
});

const name = (title: string, maxLength: number) => ({ title, type: 'string', minLength: 1, maxLength });

const character = { title: 'one character', type: 'string', minLength: 1, maxLength: 1 };

/** The published language of mapping files: `examples/imports/mapping.schema.json` is a copy of this, held equal by a test. */
export const mappingSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'a mapping',
  description: 'How `loyalty import purchases` reads the rows of a file as purchases and returns.',
  type: 'object',
  additionalProperties: false,
  required: ['programme', 'source', 'currency', 'format', 'time', 'externalId', 'line'],
  properties: {
    programme: { ...name('the id of a programme', 64), description: 'The programme that the purchases belong to.' },
    programmeFile: {
      ...name('a file name', 500),
      description: 'Its document, beside this file: applied where the installation has no such programme yet.',
    },
    source: {
      ...name('a name', 64),
      description: 'Which system they come from; with `externalId` it names a purchase.',
    },
    currency: { title: 'an ISO 4217 currency such as EUR', type: 'string', pattern: '^[A-Z]{3}$' },
    taxIncluded: { type: 'boolean', description: 'Absent: as the programme says.' },
    format: {
      title: 'a mapping of `kind`, `separator`, `quote` and `columns`',
      type: 'object',
      additionalProperties: false,
      required: ['kind'],
      properties: {
        kind: {
          enum: ['delimited', 'whitespace'],
          description: 'Whitespace: columns with one or more blanks between.',
        },
        separator: { ...character, default: ',', description: 'Between the columns of a delimited file.' },
        quote: { ...character, default: '"', description: 'Around a value that contains a separator.' },
        columns: {
          title: 'a list of column names',
          description: 'Absent: the first line of the file names them.',
          type: 'array',
          minItems: 1,
          uniqueItems: true,
          items: name('a column name', 100),
        },
      },
    },
    time: {
      title: 'a mapping of `from`, `format` and `zone`',
      description: 'When it was bought. Of a group the first row counts.',
      type: 'object',
      additionalProperties: false,
      required: ['from', 'format', 'zone'],
      properties: {
        from: template('Where the time stands.'),
        format: { title: 'a time format such as yyyy-MM-dd HH:mm:ss', type: 'string', minLength: 8, maxLength: 50 },
        zone: { title: 'an IANA time zone such as Europe/Berlin', type: 'string', minLength: 1 },
      },
    },
    group: template('Rows with the same value make one purchase. Absent: every row is one.'),
    externalId: template('Names the purchase or return in its source; {row} is the number of its first row.'),
    member: {
      title: 'a mapping of one of id, card, phone, email, token or externalId',
      description: 'By what the member is known. Where the value is empty it is a guest’s purchase.',
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1,
      properties: Object.fromEntries(
        ['id', 'card', 'phone', 'email', 'token', 'externalId'].map((kind) => [kind, template('Where it stands.')]),
      ),
    },
    store: template('The store.'),
    channel: template('The channel.'),
    line: {
      title: 'a mapping of a line',
      type: 'object',
      additionalProperties: false,
      required: ['sku', 'quantity'],
      properties: {
        sku: template('The article.'),
        quantity: template('How many.'),
        unitPrice: template('The price of one.'),
        amount: template('What the line cost as printed; wins over quantity × unit price.'),
        discount: template('The discount of the line.'),
        tax: template('The tax of the line.'),
        kind: template('goods, service, delivery, fee, tip, deposit or gift_card. Absent: goods.'),
        categories: {
          title: 'a list of categories',
          type: 'array',
          minItems: 1,
          maxItems: 20,
          items: template('A category.'),
        },
      },
    },
    returns: {
      title: 'a mapping of `when` and `quantities`',
      description: 'Which purchases are returns. They are sent blind: by member, SKU and quantity.',
      type: 'object',
      additionalProperties: false,
      required: ['when', 'quantities'],
      properties: {
        when: {
          title: 'a mapping of `value` and `like`',
          type: 'object',
          additionalProperties: false,
          required: ['value', 'like'],
          properties: {
            value: template('What is looked at.'),
            like: { title: 'a pattern (* any run, ? any character, # a digit)', type: 'string', minLength: 1 },
          },
        },
        quantities: { enum: ['negative', 'positive'], description: 'How the file writes what came back.' },
      },
    },
  },
} as const;
