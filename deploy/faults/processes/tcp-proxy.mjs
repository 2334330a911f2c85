import { once } from 'node:events';
import { connect, createServer } from 'node:net';
/** @import { Server, Socket } from 'node:net' */

/** When the connection breaks, seen from what the client sent. @typedef {'before' | 'after' | 'late'} Cut */

/**
 * - `before`: what was sent never arrives;
 * - `after`: it arrives and takes effect, and the answer is lost;
 * - `late`: the client is cut off at once, and what it sent arrives a while later.
 *
 * @typedef {{ words: readonly string[], cut: Cut, left: number }} Armed
 */

const LATE_MS = 150;
/** The first answer may be to something that was sent before; the statement's own is there a moment later. */
const ANSWERED_MS = 50;

/** One direction of a connection: bytes in order, at once or later. */
class Lane {
  /** @type {{ dueAt: number, bytes: Buffer }[]} */
  #queue = [];
  #isHeld = false;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  /** @param {Socket} to */
  constructor(to) {
    this.to = to;
    this.delayMs = 0;
  }

  /** @param {Buffer} bytes */
  push(bytes) {
    if (this.#queue.length === 0 && !this.#isHeld && this.delayMs === 0) this.to.write(bytes);
    else this.#queue.push({ dueAt: performance.now() + this.delayMs, bytes });
    this.#pump();
  }

  /** @param {boolean} isHeld */
  hold(isHeld) {
    this.#isHeld = isHeld;
    this.#pump();
  }

  #pump() {
    clearTimeout(this.#timer);
    if (this.#isHeld) return;
    for (let [first] = this.#queue; first !== undefined; [first] = this.#queue) {
      const waitMs = first.dueAt - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#pump(), Math.ceil(waitMs));
        return;
      }
      this.#queue.shift();
      if (!this.to.destroyed) this.to.write(first.bytes);
    }
  }
}

/**
 * A network that somebody can spoil. Everything of one process that goes to one neighbour passes here; of several
 * neighbours the next is tried when one takes no connection.
 */
export class TcpProxy {
  /** @type {Set<{ client: Socket, upstream: Socket, asks: Lane, answers: Lane }>} */
  #pairs = new Set();
  #isRefusing = false;
  /** @type {readonly ('asks' | 'answers')[]} */
  #held = [];
  #delayMs = 0;
  /** @type {Armed | undefined} */
  #armed;
  /** How often a connection was cut. */
  cuts = 0;

  /** @param {Server} server @param {readonly number[]} ports */
  constructor(server, ports) {
    this.server = server;
    this.ports = ports;
    server.on('connection', (client) => void this.#forward(client));
  }

  /** @param {readonly number[]} to ports on this machine @param {number} [port] */
  static async open(to, port = 0) {
    const server = createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, to);
  }

  get port() {
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** A network that is gone: what was connected breaks, and nobody gets in. */
  refuse() {
    this.#isRefusing = true;
    for (const { client, upstream } of this.#pairs) for (const each of [client, upstream]) each.destroy();
  }

  /** Nothing passes, or nothing in one direction, and nothing breaks. @param {readonly ('asks' | 'answers')[]} [lanes] */
  hold(lanes = ['asks', 'answers']) {
    this.#held = lanes;
    for (const pair of this.#pairs) for (const lane of lanes) pair[lane].hold(true);
  }

  /** Answers come so much later. @param {number} milliseconds */
  delay(milliseconds) {
    this.#delayMs = milliseconds;
    for (const { answers } of this.#pairs) answers.delayMs = milliseconds;
  }

  /** The next so many times that the client sends one of the words, its connection breaks. @param {Armed} armed */
  arm(armed) {
    this.#armed = armed;
  }

  heal() {
    this.#isRefusing = false;
    this.#held = [];
    this.#armed = undefined;
    this.delay(0);
    for (const { asks, answers } of this.#pairs) for (const lane of [asks, answers]) lane.hold(false);
  }

  /** Whether this connection, as its other end sees it, passes here. @param {number} port */
  owns(port) {
    return [...this.#pairs].some(({ upstream }) => upstream.localPort === port);
  }

  async close() {
    this.refuse();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** @param {Socket} client */
  async #forward(client) {
    client.on('error', () => undefined);
    if (this.#isRefusing) return void client.resetAndDestroy();
    client.pause();
    const upstream = await this.#reach();
    if (upstream === undefined || this.#isRefusing) {
      upstream?.destroy();
      return void client.resetAndDestroy();
    }
    const pair = { client, upstream, asks: new Lane(upstream), answers: new Lane(client) };
    this.#pairs.add(pair);
    pair.answers.delayMs = this.#delayMs;
    for (const lane of this.#held) pair[lane].hold(true);
    const cutting = { isDeaf: false, isMute: false };
    client.on('data', (bytes) => {
      if (cutting.isMute) return;
      const armed = this.#armed;
      if (!armed?.words.some((word) => bytes.includes(word))) return pair.asks.push(bytes);
      this.cuts += 1;
      armed.left -= 1;
      if (armed.left === 0) this.#armed = undefined;
      cutting.isDeaf = true;
      cutting.isMute = armed.cut !== 'after';
      cut(armed.cut, { client, upstream, bytes });
    });
    upstream.on('data', (bytes) => void (cutting.isDeaf || pair.answers.push(bytes)));
    const gone = () => this.#pairs.delete(pair);
    client.on('close', () => {
      gone();
      if (!cutting.isDeaf) upstream.destroy();
    });
    upstream.on('close', () => {
      gone();
      client.destroy();
    });
    client.resume();
  }

  /** @returns {Promise<Socket | undefined>} */
  async #reach() {
    for (const port of this.ports) {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      socket.on('error', () => undefined);
      const isThere = await new Promise((resolve) => {
        socket.once('connect', () => resolve(true));
        socket.once('close', () => resolve(false));
      });
      if (isThere) return socket;
    }
    return undefined;
  }
}

/** @param {Cut} when @param {{ client: Socket, upstream: Socket, bytes: Buffer }} connection */
function cut(when, { client, upstream, bytes }) {
  const end = () => {
    client.destroy();
    upstream.destroy();
  };
  if (when === 'before') return end();
  if (when === 'after') {
    upstream.write(bytes);
    upstream.once('data', () => setTimeout(end, ANSWERED_MS));
    return;
  }
  client.destroy();
  setTimeout(() => upstream.write(bytes, () => setTimeout(() => upstream.destroy(), LATE_MS)), LATE_MS);
}
