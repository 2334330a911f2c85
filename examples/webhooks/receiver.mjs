// A receiver of webhooks without any library: it checks the signature, knows what it has had before, and answers.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

/** Older messages are refused: a copy that somebody has kept must not work for ever. A retry is signed anew. */
const AGE_SECONDS_MAX = 5 * 60;

/** Whether a request was sent by who knows the secret (`whsec_…`). `body` is the text as it came, not parsed and written anew. */
export function isGenuine(headers, body, secret, now = Date.now()) {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  if (!(Math.abs(now / 1000 - Number(timestamp)) <= AGE_SECONDS_MAX)) return false;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .some((each) => {
      const [version, signature = ''] = each.split(',');
      const given = Buffer.from(signature, 'base64');
      return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
    });
}

/** `had` and `handle` are yours: what was handled must be remembered in the same transaction. */
export function receiver({ secret, had, handle }) {
  return createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    if (!isGenuine(request.headers, body, secret)) return response.writeHead(401).end();
    const message = JSON.parse(body);
    // It may come twice; then it has the same id.
    if (!(await had(message.id))) await handle(message);
    response.writeHead(204).end();
  });
}
