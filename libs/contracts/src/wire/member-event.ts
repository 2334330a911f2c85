/** What happened to a member, as enrollment keeps it and as copies of who is who are told. Ids are in the form of the wire. */
export type MemberEvent = MemberEventPlace &
  (
    | { readonly type: 'joined'; readonly programme: string; readonly account: string; readonly enrolledBy?: string }
    /** No hash: the identity was detached since, and who reads only now does not learn it any more. */
    | { readonly type: 'attached'; readonly identity: string; readonly hash?: Uint8Array }
    | { readonly type: 'detached'; readonly identity: string }
    | { readonly type: 'erased' }
  );

export interface MemberEventPlace {
  readonly shard: number;
  /** From 1, without gaps within the shard. */
  readonly position: number;
  /** Tells which of two members an identity belongs to; grows with every change of one identity. */
  readonly version: number;
  /** `mem_…` */
  readonly member: string;
  /** Milliseconds since the epoch; of `joined`, when the account began. */
  readonly occurredAt: number;
}

/** A shard is a partition of the topic. */
export const MEMBER_SHARDS = 8;
