import { defineProblemCodes } from '@loyalty/service-host';

/** What the doors of webhooks answer besides what every service does. */
export const webhookProblemCodes = defineProblemCodes('webhooks', {
  webhook_not_found: {
    status: 404,
    title: 'There is no such webhook',
    doc: 'None has this id, or it was removed.',
  },
  webhook_url_not_allowed: {
    status: 422,
    title: 'Messages cannot be sent there',
    doc: '`expected` says what would do. Addresses that are not public, and http, are for installations that allow them (`LOYALTY_WEBHOOKS_ALLOW`).',
  },
  programme_not_found: {
    status: 404,
    title: 'There is no such programme',
    doc: 'Programmes are listed by `GET /v1/programmes`.',
  },
  too_many_webhooks: {
    status: 409,
    title: 'There are as many webhooks as there may be',
    doc: '`max` says how many; remove one that nobody needs.',
  },
  message_not_found: {
    status: 404,
    title: 'There is no such message',
    doc: '`after` is the `id` of a message as it was sent; a ping is none.',
  },
});
