import type { Identity } from '@loyalty/contracts';
import type { Account, Member } from '../domain/member.js';
import type { Profile } from '../domain/profile.js';
import type { MemberStanding, Move, StandingChange, StandingKind } from '../domain/standing.js';
import type { BlockingHold, MovedWallet } from './move-courier.js';
import type { Outcome } from '../domain/refusal.js';
import type { RecordedWrite } from '../domain/write.js';

/** Keyed hashes: equal for equal content, and meaningless to whoever lacks the installation's secret. */
export interface Fingerprints {
  identity(identity: Identity): Buffer;
  /** The same for services that keep a copy of who is who, under a key that is theirs as well. */
  shared(identity: Identity): Buffer;
  /** Of anything else, apart by purpose, so that equal texts in two places do not look equal. */
  of(purpose: string, ...parts: readonly string[]): Buffer;
}

/** Members as they are stored, in the clear on this side: sealing is the adapter's. */
export interface MemberRecords {
  find(member: string): Promise<Member | undefined>;
  findByIdentity(identity: Identity): Promise<Member | undefined>;
  /** In order; undefined where there is none. */
  findAll(members: readonly string[]): Promise<readonly (Member | undefined)[]>;
  /** Who is in a household; of those who are one, the one they are. */
  membersOf(household: string): Promise<readonly string[]>;
  /** As whom a member stands. */
  standing(member: string): Promise<MemberStanding>;
  /** Who made this member one with another, or shared or parted them, and why; the oldest first. */
  changesOf(member: string): Promise<readonly StandingChange[]>;
  /** By the time they joined, without households; `after` is the last member of the page before. */
  page(query: { readonly after?: string; readonly limit: number }): Promise<readonly Member[]>;
  /** All of it at once. False where something of it is there already; then nothing was written. */
  enrol(enrolment: NewEnrolment): Promise<boolean>;
  /** All of it or nothing: a refusal undoes what was written before it. */
  change<T>(work: (change: MemberChange) => Promise<Outcome<T>>): Promise<Outcome<T>>;
}

export interface MemberChange extends StandingRecords, InvitationRecords {
  /** Claims the write's key. The write that had it before comes back, and then nothing was claimed. */
  claim(write: RecordedWrite): Promise<RecordedWrite | undefined>;
  /** What the write made turned out to have another id than the one it was claimed with. */
  settle(write: RecordedWrite, subject: string): Promise<void>;
  /** The member, held against every other change until this one is over. */
  hold(member: string): Promise<Member | undefined>;
  add(member: NewMember): Promise<void>;
  saveProfile(member: string, profile: Profile): Promise<void>;
  addAccount(member: string, account: Account): Promise<void>;
  /** Attaches each identity that is free; says for each whether it was, and under which id it stands. */
  attach(member: string, identities: readonly NewIdentity[]): Promise<readonly Attachment[]>;
  detach(member: string, identityId: string): Promise<void>;
  /** For those who watch what follows; nothing of what was changed is kept with it. */
  noteContactChange(member: string, at: number): Promise<void>;
  /** Removes the member's key, identities and profile; what is left says nothing about a person. */
  erase(member: string, at: number): Promise<void>;
  /** To be delivered to accrual after the commit, at least once. */
  claimWaiting(claim: WaitingClaim): Promise<void>;
  /** Has joined this programme; where joining earns, it is reported to accrual after the commit. */
  welcome(member: string, account: Pick<Account, 'programme' | 'joinedAt'>): Promise<void>;
}

/** Who invited whom, within a change. */
export interface InvitationRecords {
  /** Who can invite into this programme; of those who are one, the one they are. Undefined: nobody who is there. */
  findInviter(
    named: { readonly id: string } | { readonly code: string },
    programme: string,
  ): Promise<{ readonly root: string } | undefined>;
  invitedBy(member: string, programme: string): Promise<string | undefined>;
  /** False where somebody else has been kept meanwhile, or the two would have invited each other. */
  keepInvitation(invitation: KeptInvitation): Promise<boolean>;
}

export interface KeptInvitation {
  readonly member: string;
  readonly programme: string;
  readonly inviter: string;
  readonly joinedAt: number;
  readonly invitedAt: number;
}

/** As other services are told it: `mem_…` and `acc_…` alone. */
export interface Invitation {
  readonly programme: string;
  readonly joinedAt: number;
  /** Null: erased since. */
  readonly inviter: { readonly member: string; readonly account: string } | null;
}

/** By bare id of the friend. */
export type TellInvitations = (members: readonly string[]) => Promise<ReadonlyMap<string, readonly Invitation[]>>;

export interface Referral {
  readonly code: string;
  /** Bare ids. */
  readonly invitedBy: readonly { readonly programme: string; readonly inviter: string }[];
}

export type ReadReferral = (member: string) => Promise<Referral>;

/** Who stands for whom, within a change. */
export interface StandingRecords {
  /** Held against every other change of who stands for whom. */
  holdStandings(members: readonly string[]): Promise<ReadonlyMap<string, MemberStanding>>;
  /** Has accounts of its own from the first member on. */
  addHousehold(household: string, at: number): Promise<void>;
  /** What was a member's own stays with whoever the ledger leads to; the member gets new accounts. */
  retireAccounts(member: string, at: number): Promise<void>;
  /** From now on these members are the root, and have its accounts, or those of the household. Copies are told. */
  stand(members: readonly string[], as: { readonly root: string; readonly household?: string }): Promise<void>;
  addChange(change: Omit<StandingChange, 'undoneBy'>): Promise<void>;
  findChange(id: string): Promise<StandingChange | undefined>;
  /** Of one kind, about any of these members and not undone; the oldest first. */
  openChanges(kind: StandingKind, about: readonly string[]): Promise<readonly StandingChange[]>;
  movesOfChange(change: string): Promise<readonly Pick<Move, 'id' | 'programme'>[]>;
  /** To be asked of the ledger after the commit, until it has answered. */
  addMoves(change: string, moves: readonly Move[]): Promise<void>;
}

/** How far one move is: `moved` once the ledger has answered. */
export interface MoveStanding {
  readonly programme: string;
  readonly from: string;
  readonly to: string;
  readonly moved?: readonly MovedWallet[];
  readonly waitsFor: readonly BlockingHold[];
}

export type NewMember = Pick<Member, 'id' | 'joinedAt' | 'enrolledBy' | 'profile'>;

export interface NewEnrolment {
  readonly write: RecordedWrite;
  readonly profile: Profile;
  readonly identities: readonly NewIdentity[];
  readonly account: Account;
}

export interface NewIdentity {
  readonly id: string;
  readonly identity: Identity;
  readonly addedAt: number;
}

export type Attachment =
  | { readonly taken: true; readonly identity: Identity }
  /** `waited`: it was known as a stranger before, so purchases may be waiting under this id. */
  | { readonly taken: false; readonly identity: Identity; readonly id: string; readonly waited: boolean };

/** Purchases that waited under these strangers belong to this account now. Ids are bare uuids. */
export interface WaitingClaim {
  readonly member: string;
  readonly account: string;
  readonly programme: string;
  readonly strangers: readonly string[];
  readonly joinedAt: number;
}

/** What an account stands at, as balance tells it. An account that nothing has happened to is absent. */
export interface Standing {
  readonly version: number;
  readonly balance: readonly WalletStanding[];
  /** Null where the programme has none. */
  readonly tier: TierStanding | null;
}

export interface TierStanding {
  /** Null: no tier yet. */
  readonly id: string | null;
  readonly until: number | null;
  /** Money as a decimal, the others as whole numbers. */
  readonly progress: number | string;
  readonly next: { readonly id: string | null; readonly needed: number | string } | null;
}

export interface WalletStanding {
  readonly wallet: string;
  readonly available: bigint;
  readonly held: bigint;
  readonly pending: bigint;
}

/** By account, in the bare form; bridged to balance. */
export type ReadStanding = (
  accounts: readonly Pick<Account, 'id' | 'programme'>[],
) => Promise<ReadonlyMap<string, Standing>>;

/** Ids of the programmes that can be joined; bridged to accrual. */
export type ListProgrammes = () => Promise<readonly string[]>;

export interface Clock {
  now(): number;
}

/** When a member's contact was changed after an instant, by bare id; the earliest first. */
export type ReadContactChanges = (member: string, since: number) => Promise<readonly number[]>;

/** Fresh, sortable uuids. */
export type NewId = () => string;
