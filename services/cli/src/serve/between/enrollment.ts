import type {
  Accounts,
  CoarseFacts,
  Enrolment,
  Identity,
  Invitation,
  Members,
  Membership,
  Question,
  Recognised,
} from '@loyalty/accrual';
import type { People } from '@loyalty/campaign';
import type { enrollmentV1 } from '@loyalty/contracts';
import type { Enrollment } from '@loyalty/enrollment';
import type { ContactChanges, Members as RedeemingMembers, Together } from '@loyalty/redemption';
import type { RpcClient, RpcHandlers } from '@loyalty/service-host';

type Service = typeof enrollmentV1.EnrollmentService;

/** What others ask of enrollment, as it answers them in another process. */
export function answerForEnrollment(enrollment: Enrollment): RpcHandlers<Service> {
  return {
    async resolve({ questions }) {
      return { answers: (await enrollment.resolve(questions.map(readQuestion))).map(sayRecognised) };
    },
    async enrol({ enrolments }) {
      const asked = enrolments.map((each) => ({
        ...readQuestion(each),
        enrolledBy: each.enrolledBy,
        at: Number(each.at),
      }));
      return { memberships: (await enrollment.enrol(asked)).map(sayMembership) };
    },
    async tellFacts({ questions }) {
      const asked = questions.map(({ member, at, timeZone }) => ({ member, at: Number(at), timeZone }));
      return { facts: (await enrollment.facts(asked)).map(sayFacts) };
    },
    async tellContactChanges({ member, since }) {
      return { changedAt: (await enrollment.contactChanges({ member, since: Number(since) })).map(BigInt) };
    },
    async listPeople({ programme, after, limit }) {
      return { people: [...(await enrollment.people({ programme, after, limit }))] };
    },
    async findTogether({ member }) {
      return { members: [...(await enrollment.together(member))] };
    },
    async findAccount({ account }) {
      const owner = await enrollment.findAccount(account);
      return owner ? { owner: { ...owner, erased: owner.erased ?? false } } : {};
    },
  };
}

/** The same, asked from another process. */
export function askEnrollment(client: RpcClient<Service>): {
  readonly members: Members;
  readonly accounts: Accounts;
  readonly people: People['page'];
  readonly contactChanges: ContactChanges;
  readonly together: Together;
} {
  return {
    members: {
      async resolve(questions) {
        const { answers } = await client.resolve({ questions: questions.map(sayQuestion) });
        return answers.map(readRecognised);
      },
      async enrol(enrolments) {
        const { memberships } = await client.enrol({ enrolments: enrolments.map(sayEnrolment) });
        return memberships.map(readMembership);
      },
      async facts(questions) {
        const { facts } = await client.tellFacts({
          questions: questions.map((each) => ({ ...each, at: BigInt(each.at) })),
        });
        return facts.map(readFacts);
      },
    },
    async contactChanges({ member, since }) {
      return (await client.tellContactChanges({ member, since: BigInt(since) })).changedAt.map(Number);
    },
    async together(member) {
      return (await client.findTogether({ member })).members;
    },
    async people(query) {
      const { people } = await client.listPeople(query);
      return people.map(({ member, account }) => ({ member, account }));
    },
    accounts: {
      async find(account) {
        const { owner } = await client.findAccount({ account });
        return owner && { member: owner.member, programme: owner.programme, ...(owner.erased && { erased: true }) };
      },
    },
  };
}

/** Members alone, as redemption wants to know them: an identity that nobody has is nobody there. */
export function knownOwners(resolve: Members['resolve']): RedeemingMembers {
  return {
    async resolve(questions) {
      const answers = await resolve(questions);
      return answers.map((answer) => {
        if (!('membership' in answer)) return undefined;
        const { member, account } = answer.membership;
        return { member, account };
      });
    },
  };
}

function sayQuestion({ programme, identity: { kind, value } }: Question) {
  return { programme, identity: { identity: { case: kind, value } } };
}

function sayEnrolment(enrolment: Enrolment) {
  return { ...sayQuestion(enrolment), enrolledBy: enrolment.enrolledBy, at: BigInt(enrolment.at) };
}

function readQuestion({ programme, identity }: Pick<enrollmentV1.Question, 'programme' | 'identity'>): Question {
  return { programme, identity: readIdentity(identity) };
}

function readIdentity(identity: enrollmentV1.Identity | undefined): Identity {
  if (identity?.identity.case === undefined) throw new Error('a question without an identity');
  return { kind: identity.identity.case, value: identity.identity.value };
}

function sayRecognised(recognised: Recognised) {
  if ('membership' in recognised) {
    return { answer: { case: 'membership' as const, value: sayMembership(recognised.membership) } };
  }
  return 'stranger' in recognised
    ? { answer: { case: 'stranger' as const, value: recognised.stranger } }
    : { answer: { case: 'unknownMember' as const, value: {} } };
}

function readRecognised({ answer }: enrollmentV1.Answer): Recognised {
  switch (answer.case) {
    case 'membership':
      return { membership: readMembership(answer.value) };
    case 'stranger':
      return { stranger: answer.value };
    case 'unknownMember':
      return { unknownMember: true };
    default:
      throw new Error('enrollment gave an answer that this version does not know');
  }
}

function sayMembership({ member, account, joinedAt, enrolledBy }: Membership) {
  return { member, account, joinedAt: BigInt(joinedAt), ...(enrolledBy === undefined ? {} : { enrolledBy }) };
}

function readMembership({ member, account, joinedAt, enrolledBy }: enrollmentV1.Membership): Membership {
  return { member, account, joinedAt: Number(joinedAt), ...(enrolledBy === undefined ? {} : { enrolledBy }) };
}

function sayFacts({ birthday, consents, invitations = [], ...facts }: CoarseFacts) {
  const windows = birthday && {
    day: birthday.includes('day'),
    week: birthday.includes('week'),
    month: birthday.includes('month'),
  };
  return {
    ...facts,
    ...(windows && { windows }),
    consents: [...consents],
    invitations: invitations.map(({ programme, joinedAt, inviter }) => ({
      programme,
      joinedAt: BigInt(joinedAt),
      ...(inviter && { inviter }),
    })),
  };
}

const WINDOWS = ['day', 'week', 'month'] as const;

function readFacts({ windows, ageGroup, language, consents, invitations }: enrollmentV1.CoarseFacts): CoarseFacts {
  return {
    ...(windows && { birthday: WINDOWS.filter((window) => windows[window]) }),
    ...(ageGroup !== undefined && { ageGroup }),
    ...(language !== undefined && { language }),
    consents,
    ...(invitations.length > 0 && { invitations: invitations.map(readInvitation) }),
  };
}

function readInvitation({ programme, joinedAt, inviter }: enrollmentV1.Invitation): Invitation {
  const who = inviter && { member: inviter.member, account: inviter.account };
  return { programme, joinedAt: Number(joinedAt), inviter: who ?? null };
}
