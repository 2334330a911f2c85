import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Through the door, to its end; void where the two readings differ.
 *
 * @param {{ url: string, key: string }} shop
 */
export async function rebuild({ url, key }) {
  const door = `${url}/v1/projections/balance/rebuild`;
  const headers = { authorization: `Bearer ${key}` };
  await fetch(door, { method: 'POST', headers });
  /** @type {Map<string, number>} */
  const phases = new Map();
  for (;;) {
    const report = await (await fetch(door, { headers })).json();
    if (report.state !== 'running') {
      if (report.equal !== true) throw new Error(`void: ${JSON.stringify(report)}`);
      const told = [...phases].map(([phase, since]) => `${phase} to ${since} s`).join(', ');
      return { events: Number(report.events), seconds: Number(report.seconds), phases: told };
    }
    phases.set(report.phase, report.seconds);
    await sleep(20);
  }
}
