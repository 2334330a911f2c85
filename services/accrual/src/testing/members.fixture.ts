import { newUuid, toId } from '@loyalty/service-host/values';
import type {
  AccountOwner,
  Accounts,
  CoarseFacts,
  ContactChanges,
  Enrolment,
  FactsQuestion,
  Identity,
  Members,
  Membership,
  Question,
  Recognised,
} from '../application/ports.js';

/** Enrollment as accrual sees it, in maps. */
export class MembersFixture implements Members, Accounts {
  private readonly byIdentity = new Map<string, Membership>();
  private readonly accounts = new Map<string, AccountOwner>();
  private readonly strangers = new Map<string, string>();
  private readonly changes: { readonly member: string; readonly at: number }[] = [];

  join(
    programme: string,
    identity: Identity,
    { at = 0, enrolledBy }: { at?: number; enrolledBy?: string } = {},
  ): Membership {
    const membership: Membership = {
      member: toId('mem', newUuid()),
      account: toId('acc', newUuid()),
      joinedAt: at,
      ...(enrolledBy === undefined ? {} : { enrolledBy }),
    };
    this.byIdentity.set(keyOf({ programme, identity }), membership);
    this.byIdentity.set(keyOf({ programme, identity: { kind: 'id', value: membership.member } }), membership);
    this.accounts.set(membership.account, { member: membership.member, programme });
    return membership;
  }

  strangerOf(programme: string, identity: Identity): string | undefined {
    return this.strangers.get(keyOf({ programme, identity }));
  }

  membershipOf(programme: string, identity: Identity): Membership | undefined {
    return this.byIdentity.get(keyOf({ programme, identity }));
  }

  also(programme: string, identity: Identity, membership: Membership): void {
    this.byIdentity.set(keyOf({ programme, identity }), membership);
  }

  /** Known by the id alone, until erased. */
  know(programme: string, membership: Membership): void {
    this.also(programme, { kind: 'id', value: membership.member }, membership);
  }

  erase(programme: string, member: string): void {
    this.forget(programme, member);
    for (const [account, owner] of this.accounts)
      if (owner.member === member) this.accounts.set(account, { ...owner, erased: true });
  }

  /** As a household: its id is no member's, and it has an account. */
  forget(programme: string, member: string): void {
    this.byIdentity.delete(keyOf({ programme, identity: { kind: 'id', value: member } }));
  }

  /** Somebody has changed how the member is reached. */
  changeContact(member: string, at: number): void {
    this.changes.push({ member, at });
  }

  async contactChanges({ member, since }: Parameters<ContactChanges>[0]): Promise<readonly number[]> {
    return this.changes.filter((each) => each.member === member && each.at > since).map(({ at }) => at);
  }

  async resolve(questions: readonly Question[]): Promise<readonly Recognised[]> {
    return questions.map((question) => {
      const membership = this.byIdentity.get(keyOf(question));
      if (membership) return { membership };
      if (question.identity.kind === 'id') return { unknownMember: true };
      const stranger = this.strangers.get(keyOf(question)) ?? newUuid();
      this.strangers.set(keyOf(question), stranger);
      return { stranger };
    });
  }

  async enrol(enrolments: readonly Enrolment[]): Promise<readonly Membership[]> {
    return enrolments.map(
      ({ programme, identity, enrolledBy, at }) =>
        this.byIdentity.get(keyOf({ programme, identity })) ?? this.join(programme, identity, { at, enrolledBy }),
    );
  }

  /** What is told of everybody; each question is kept. */
  tells: (question: FactsQuestion) => CoarseFacts = () => ({ consents: [] });
  readonly asked: FactsQuestion[] = [];

  async facts(questions: readonly FactsQuestion[]): Promise<readonly CoarseFacts[]> {
    this.asked.push(...questions);
    return questions.map(this.tells);
  }

  async find(account: string): Promise<{ member: string; programme: string } | undefined> {
    return this.accounts.get(account);
  }
}

function keyOf({ programme, identity }: Question): string {
  return `${programme} ${identity.kind} ${identity.value}`;
}
