import { randomInt } from 'node:crypto';
import { toId } from '@loyalty/service-host';
import type { EntityManager } from 'typeorm';
import type pg from 'pg';
import type { InvitationRecords, ReadReferral, TellInvitations } from '../../application/ports.js';
import { REFERRAL_ALPHABET, REFERRAL_CODE_LENGTH } from '../../domain/referral-code.js';

/** A person who is there, has not been erased and has an account in the programme, of their own or of their household. */
const FIND_INVITER = `
  select coalesce(s.root, m.id) as root
  from enrollment.members m left join enrollment.standings s on s.member = m.id
  join enrollment.accounts a on a.member = coalesce(s.stands_as, m.id) and a.programme = $3
  where m.id = coalesce($1::uuid, (select member from enrollment.referral_codes where code = $2))
    and m.erased_at is null and not m.is_household`;

const KEEP = `
  insert into enrollment.invitations (member, programme, inviter, joined_at, invited_at)
  values ($1, $2, $3, $4, $5) on conflict do nothing returning member`;

/** Within a change of a member. */
export function invitationRecords(transaction: EntityManager): InvitationRecords {
  return {
    async findInviter(named, programme) {
      const [id, code] = 'id' in named ? [named.id, null] : [null, named.code];
      const rows = await transaction.query<readonly { readonly root: string }[]>(FIND_INVITER, [id, code, programme]);
      return rows[0];
    },

    async invitedBy(member, programme) {
      const rows = await transaction.query<readonly { readonly inviter: string }[]>(
        'select inviter from enrollment.invitations where member = $1 and programme = $2',
        [member, programme],
      );
      return rows[0]?.inviter;
    },

    async keepInvitation({ member, programme, inviter, joinedAt, invitedAt }) {
      const rows = await transaction.query<readonly unknown[]>(KEEP, [
        member,
        programme,
        inviter,
        new Date(joinedAt),
        new Date(invitedAt),
      ]);
      return rows.length > 0;
    },
  };
}

/** Two who have turned out to be one person have not invited each other. */
const TELL = `
  select i.member, i.programme, i.joined_at, i.inviter, m.erased_at is not null as erased, a.id as account
  from enrollment.invitations i
  join enrollment.members m on m.id = i.inviter
  left join enrollment.standings f on f.member = i.member
  left join enrollment.standings s on s.member = i.inviter
  left join enrollment.accounts a on a.member = coalesce(s.stands_as, i.inviter) and a.programme = i.programme
  where i.member = any($1::uuid[]) and coalesce(f.root, i.member) <> coalesce(s.root, i.inviter)
  order by i.programme`;

interface ToldRow {
  readonly member: string;
  readonly programme: string;
  readonly joined_at: Date;
  readonly inviter: string;
  readonly erased: boolean;
  readonly account: string | null;
}

/** By bare id of the friend; ids of the wire alone. */
export function invitationsIn(pool: pg.Pool): TellInvitations {
  return async (members) => {
    const { rows } = await pool.query<ToldRow>({ name: 'enrollment-invitations', text: TELL, values: [members] });
    return Map.groupBy(
      rows.map(({ member, programme, joined_at: joinedAt, inviter, erased, account }) => ({
        member,
        programme,
        joinedAt: joinedAt.getTime(),
        inviter: erased || account === null ? null : { member: toId('mem', inviter), account: toId('acc', account) },
      })),
      ({ member }) => member,
    );
  };
}

const DRAW = `
  with drawn as (
    insert into enrollment.referral_codes (member, code) values ($1, $2) on conflict do nothing returning code)
  select code from drawn union all select code from enrollment.referral_codes where member = $1 limit 1`;

/** Two members have drawn one code: once in a lifetime of an installation. */
const DRAWS_MAX = 5;

/** What a member tells friends, and by whom they were invited themselves. */
export function referralIn(pool: pg.Pool): ReadReferral {
  return async (member) => {
    for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
      const { rows } = await pool.query<{ code: string }>(DRAW, [member, drawCode()]);
      const code = rows[0]?.code;
      if (code === undefined) continue;
      const invited = await pool.query<{ programme: string; inviter: string }>(
        'select programme, inviter from enrollment.invitations where member = $1 order by programme',
        [member],
      );
      return { code, invitedBy: invited.rows };
    }
    throw new Error('no referral code was free');
  };
}

function drawCode(): string {
  return Array.from({ length: REFERRAL_CODE_LENGTH }, () => REFERRAL_ALPHABET[randomInt(32)]).join('');
}
