import type { KeyObject } from 'node:crypto';
import { parseDate } from '@loyalty/programme';
import { SealBroken } from '@loyalty/service-host';
import type pg from 'pg';
import type { Fingerprints } from '../../application/ports.js';
import { type BirthdayDay, dayOfYear } from '../../application/birthday-days.js';
import { MemberKey } from '../crypto/member-key.js';

export interface BirthdaySecrets {
  readonly masterKey: KeyObject;
  readonly fingerprints: Pick<Fingerprints, 'of'>;
}

interface Unknown {
  readonly id: string;
  readonly profile: Buffer;
  readonly wrapped: Buffer | null;
}

const AT_ONCE = 500;
/** So that those who are known already do not wait for a whole installation to be read: the next turn goes on. */
const PAGES_MAX = 40;
const NONE_TOLD = Buffer.alloc(0);

/** What somebody holds is being changed, and is not known afterwards either: the next turn finds it. */
const NEXT = `
  select m.id, m.profile, k.wrapped from enrollment.members m left join enrollment.member_keys k on k.member = m.id
  where m.birthday_day is null and m.profile is not null order by m.id limit ${AT_ONCE} for update of m skip locked`;
const KEEP = `
  update enrollment.members m set birthday_day = b.day
  from unnest($1::uuid[], $2::bytea[]) as b (id, day) where m.id = b.id`;

/**
 * Whose day it is, in a programme that they had joined when it ended; dated on the day. Only whom a member is after all
 * merges, with that one's profile; once, where one of those who are one has had it. Of a household each person.
 */
const GIVE = `
  insert into enrollment.occasions (member, programme, occasion, occurred_at)
  select m.id, $1, d.occasion, greatest(d.starts_at, j.joined_at)
  from unnest($2::bytea[], $3::text[], $4::timestamptz[], $5::timestamptz[]) as d (hash, occasion, starts_at, ends_at)
  join enrollment.members m on m.birthday_day = d.hash and m.erased_at is null
  left join enrollment.standings s on s.member = m.id
  join enrollment.accounts a on a.member = coalesce(s.stands_as, m.id) and a.programme = $1
  left join enrollment.accounts own on own.member = m.id and own.programme = $1
  cross join lateral (select coalesce(own.joined_at, a.joined_at) as joined_at) j
  where coalesce(s.root, m.id) = m.id and j.joined_at < d.ends_at
    and not exists (
      select from enrollment.standings t join enrollment.occasions o on o.member = t.member
      where t.root = m.id and o.programme = $1 and o.occasion = d.occasion)
  order by m.id
  on conflict do nothing`;

const NEXT_DAY = `
  select d.place from unnest($1::bytea[]) with ordinality as d (hash, place)
  where exists (select from enrollment.members m where m.birthday_day = d.hash) order by d.place limit 1`;

/** Who has a birthday when: asked by keyed hashes of days, one for each day of the year. */
export class Birthdays {
  constructor(
    private readonly pool: pg.Pool,
    private readonly secrets: BirthdaySecrets,
  ) {}

  /** Takes up what members have told since the last time. */
  async index(): Promise<void> {
    for (let page = 0, found = AT_ONCE; found === AT_ONCE && page < PAGES_MAX; page += 1)
      found = await this.#indexPage();
  }

  /** Writes down the birthdays of these days. Answers how many there were that had not been. */
  async give(programme: string, days: readonly BirthdayDay[]): Promise<number> {
    const each = days.flatMap(({ born, ...day }) => born.map((text) => ({ ...day, hash: this.#hash(text) })));
    const { rowCount } = await this.pool.query(GIVE, [
      programme,
      each.map(({ hash }) => hash),
      each.map(({ occasion }) => occasion),
      each.map(({ startsAt }) => new Date(startsAt)),
      each.map(({ endsAt }) => new Date(endsAt)),
    ]);
    return rowCount ?? 0;
  }

  /** The first of these days on which somebody has a birthday. */
  async first(days: readonly BirthdayDay[]): Promise<BirthdayDay | undefined> {
    const each = days.flatMap((day) => day.born.map((text) => ({ day, hash: this.#hash(text) })));
    const { rows } = await this.pool.query<{ place: string }>(NEXT_DAY, [each.map(({ hash }) => hash)]);
    return rows[0] && each[Number(rows[0].place) - 1]?.day;
  }

  #hash(day: string): Buffer {
    return this.secrets.fingerprints.of('birthday', day);
  }

  async #indexPage(): Promise<number> {
    const client = await this.pool.connect();
    let failure: unknown;
    try {
      await client.query('begin');
      const { rows } = await client.query<Unknown>(NEXT);
      if (rows.length > 0) await client.query(KEEP, [rows.map(({ id }) => id), rows.map((row) => this.#dayOf(row))]);
      await client.query('commit');
      return rows.length;
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      client.release(failure !== undefined);
    }
  }

  /** Of a row that was changed by hand nothing is known, and the others are not held up. */
  #dayOf({ id, profile, wrapped }: Unknown): Buffer {
    if (wrapped === null) return NONE_TOLD;
    try {
      const { birthday } = MemberKey.unwrap(this.secrets.masterKey, id, wrapped).openProfile(id, profile);
      const born = birthday === undefined ? undefined : parseDate(birthday);
      return born ? this.#hash(dayOfYear(born.month, born.day)) : NONE_TOLD;
    } catch (error) {
      if (error instanceof SealBroken) return NONE_TOLD;
      throw error;
    }
  }
}
