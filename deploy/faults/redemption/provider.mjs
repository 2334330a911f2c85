/**
 * The payment provider, as a process of its own: it misbehaves by its seed, and says on a second port what it has paid.
 * Arguments: seed, key in base64, and the doors where it says what became of a payout.
 */
import { createServer } from 'node:http';
import { PaymentProvider, seeded } from '@loyalty/redemption/payment-provider';

const [seed = '1', key = '', ...callbackUrls] = process.argv.slice(2);
const provider = new PaymentProvider({
  keys: [Buffer.from(key, 'base64')],
  random: seeded(Number(seed)),
  misbehaves: 0.3,
  slowMs: 1_500,
  settlesWithinMs: 800,
  callbackUrls: () => callbackUrls,
});
const url = await provider.listen();
const books = createServer((_request, response) => {
  const { payments, refusedRequests, shown } = provider;
  response.end(JSON.stringify({ payments, refusedRequests, shown: Object.fromEntries(shown) }));
});
books.listen(0, '127.0.0.1', () => {
  const address = books.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  process.stdout.write(`ready ${url} http://127.0.0.1:${port}\n`);
});
