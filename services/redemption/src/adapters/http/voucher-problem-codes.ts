/** What the doors of vouchers and their pools answer. */
export const voucherProblemCodes = {
  voucher_not_found: {
    status: 404,
    title: 'There is no such code',
    doc: 'Nobody ever issued it. Who asks for too many that there are not is answered `too_many_guesses` for a while.',
  },
  code_not_yours: {
    status: 409,
    title: 'The code is somebody else’s',
    doc: 'It is bound to a member, and `member` is another, is not known, or was not sent. Nothing more is said of it.',
  },
  voucher_used: {
    status: 409,
    title: 'The voucher was used',
    doc: '`uses` says when and where each time: `usedAt`, `store`, `source` and `externalId`; `usesMax` how often it may be. A reward whose voucher was used is not refunded.',
  },
  voucher_reserved: {
    status: 409,
    title: 'The voucher is reserved by another till',
    doc: '`reserved` lists for which use and until when.',
  },
  voucher_revoked: {
    status: 409,
    title: 'The voucher was taken back',
    doc: '`revokedAt` says when, `cause` why: its redemption was `refunded` or `voided`.',
  },
  voucher_not_valid_yet: {
    status: 409,
    title: 'The voucher cannot be used yet',
    doc: '`validFrom` says from when on.',
  },
  voucher_expired: {
    status: 409,
    title: 'The voucher can no longer be used',
    doc: '`validUntil` says since when.',
  },
  voucher_pool_not_found: {
    status: 404,
    title: 'There is no such pool of codes',
    doc: 'None has this id.',
  },
  voucher_pool_of_another: {
    status: 409,
    title: 'The pool is of another programme',
    doc: '`programme` says of which; a pool stays with its programme.',
  },
  too_many_guesses: {
    status: 429,
    title: 'Too many codes that there are not',
    doc: 'Send it again after `Retry-After` seconds. Codes have 100 bits: whoever guesses finds none.',
  },
} as const;
