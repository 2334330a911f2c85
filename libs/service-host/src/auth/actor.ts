/** Who is asking. Written beside every change that a person or a machine has made. */
export interface Actor {
  /** The key's id; never its secret. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

/** This scope implies all others. */
export const ADMIN_SCOPE = 'admin';

export function missingScopes(actor: Actor, needed: readonly string[]): readonly string[] {
  if (actor.scopes.includes(ADMIN_SCOPE)) return [];
  return needed.filter((scope) => !actor.scopes.includes(scope));
}
