import { Session, type SessionOptions } from './session.js';

export interface Lock {
  /** False once it was released or the session that held it has ended. */
  readonly isHeld: () => boolean;
  release(): Promise<void>;
}

/**
 * Advisory locks of one session. They live exactly as long as the session does: whoever dies holds nothing. A new
 * session is made when the next lock is asked for.
 *
 * Nothing else is done in it, and above all no listening: notifications that a process which hangs does not take fill
 * its socket, and PostgreSQL, which waits to write, no longer ends the session for its silence.
 */
export class LockSession {
  readonly #held = new Map<string, Lock>();
  readonly #session: Session;

  constructor(options: Omit<SessionOptions, 'prepare'>) {
    this.#session = new Session({
      ...options,
      onLost: (error) => {
        this.#held.clear();
        options.onLost?.(error);
      },
    });
  }

  /** Undefined when somebody else has it; also when it is held here, since a session could lock twice. */
  async tryLock(name: string): Promise<Lock | undefined> {
    if (this.#held.has(name)) return undefined;
    const lock: Lock = {
      isHeld: () => this.#held.get(name) === lock,
      release: async () => {
        if (!lock.isHeld()) return;
        this.#held.delete(name);
        await this.#session.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]);
      },
    };
    // Taken down before it is asked for: a session that is lost meanwhile then takes it back.
    this.#held.set(name, lock);
    try {
      const [row] = await this.#session.query<{ locked: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
        [name],
      );
      if (row?.locked === true && lock.isHeld()) return lock;
    } catch (error) {
      this.#drop(name, lock);
      throw error;
    }
    this.#drop(name, lock);
    return undefined;
  }

  async close(): Promise<void> {
    await this.#session.close();
    this.#held.clear();
  }

  #drop(name: string, lock: Lock): void {
    if (this.#held.get(name) === lock) this.#held.delete(name);
  }
}
