import type { AccountOwner } from './adapters/postgres/account-directory.js';
import type { PeopleQuery, Person } from './adapters/postgres/people-pages.js';
import type { MemberLog } from './adapters/postgres/member-log.js';
import type { Enrolment } from './application/enrol-by-purchase.js';
import type { ContactQuestion } from './application/tell-contact-changes.js';
import type { FactsQuestion, ToldFacts } from './application/tell-facts.js';
import type { Answer, Membership, Question } from './application/recognition.js';

/** What other services ask of enrollment; the composition root bridges it to their ports. */
export abstract class Enrollment {
  /** In order. Many at once cost little more than one. */
  abstract resolve(questions: readonly Question[]): Promise<readonly Answer[]>;
  /** In order; the existing membership where there is one, so a purchase that enrols anyway need not resolve first. */
  abstract enrol(enrolments: readonly Enrolment[]): Promise<readonly Membership[]>;
  /** Whose an account (`acc_…`) is. */
  abstract findAccount(account: string): Promise<AccountOwner | undefined>;
  /** All members who have turned out to be one person with this one (`mem_…`), itself too. */
  abstract together(member: string): Promise<readonly string[]>;
  /** In order: what may be known of members at an instant, coarsely. */
  abstract facts(questions: readonly FactsQuestion[]): Promise<readonly ToldFacts[]>;
  /** When the member's contact was changed lately, the earliest first: that it was, and nothing of what. */
  abstract contactChanges(question: ContactQuestion): Promise<readonly number[]>;
  /** Who the people of a programme are, page by page. */
  abstract people(query: PeopleQuery): Promise<readonly Person[]>;
  /** What happened to members, for services that keep a copy of who is who. */
  abstract readonly memberLog: MemberLog;
}
