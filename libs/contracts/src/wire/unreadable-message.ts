/** A message that nobody can make sense of; it belongs with the dead letters, since it will not be better next time. */
export class UnreadableMessage extends Error {
  override readonly name = 'UnreadableMessage';
}
