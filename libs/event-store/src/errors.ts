/** The queue is full; nothing was done. */
export class Overloaded extends Error {
  constructor(readonly retryAfterSeconds: number) {
    super(`the queue of the event store is full; try again in ${retryAfterSeconds} s`);
    this.name = 'Overloaded';
  }
}

/** The database could not be reached, and nothing of the command was written. */
export class StoreUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/** The database went away at the commit and could not be asked since. Sending the same command again is safe. */
export class OutcomeUnknown extends Error {
  constructor(options?: ErrorOptions) {
    super('the database went away while the command was being committed', options);
    this.name = 'OutcomeUnknown';
  }
}
