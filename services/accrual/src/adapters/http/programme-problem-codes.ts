/** What is answered to who applies a programme. */
export const programmeProblemCodes = {
  invalid_programme: {
    status: 422,
    title: 'The programme document has mistakes',
    doc: 'Each item of `errors` has the `line` and `column` at which the document is wrong, and what was expected there.',
  },
  programme_guarded: {
    status: 409,
    title: 'The programme asks for more than a document',
    doc: '`asks` says for what: an `approval` by a second person, or `tests`. The service campaign answers the same door and takes it.',
  },
  programme_id_differs: {
    status: 422,
    title: 'The document is another programme’s',
    doc: 'The `id` in the document must be the one in the path.',
  },
} as const;
