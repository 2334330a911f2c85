import { parseInstant } from '@loyalty/service-host/values';
import { reject, type Rejected } from '../../domain/rejections.js';
import type { SentCodes, SentPool } from '../../domain/vouchers/sent-voucher.js';
import { canonicalCode, shownCode } from '../../domain/vouchers/voucher-code.js';
import type { RedemptionPorts, VoucherPool } from '../ports.js';

/** Enough at once that a million takes no minute, and few enough that nobody waits for the process meanwhile. */
const GENERATED_AT_ONCE = 10_000;

type PoolPorts = Pick<RedemptionPorts, 'pools' | 'vouchers' | 'programmes' | 'clock'>;

/**
 * A pool as it is to be, with as many codes generated as it says. Killed in the middle, it has so many as were written,
 * and the same put again goes on.
 */
export async function putPool(
  id: string,
  { sent, actor }: { readonly sent: SentPool; readonly actor: string },
  { pools, vouchers, programmes, clock }: PoolPorts,
): Promise<VoucherPool | Rejected> {
  const { programme, uses = 1, validFrom, validUntil, size = 0 } = sent;
  if (!(await programmes()).some((each) => each.id === programme)) {
    return reject({ reason: 'programme_not_found', programme });
  }
  const before = await pools.find(id);
  if (before && before.programme !== programme) {
    return reject({ reason: 'voucher_pool_of_another', pool: id, programme: before.programme });
  }
  const at = clock.now();
  const terms = {
    id,
    programme,
    usesMax: uses,
    validFrom: instantOf(validFrom) ?? before?.validFrom ?? at,
    validUntil: instantOf(validUntil) ?? null,
  };
  let pool = await pools.put(terms, { actor, at });
  while (pool.generated < size) {
    const count = Math.min(GENERATED_AT_ONCE, size - pool.generated);
    const hashes = Array.from({ length: count }, (_, index) =>
      vouchers.hashOf(vouchers.codeOf(placeIn(id, pool.generated + index + 1))),
    );
    pool = await pools.generate(pool, hashes);
  }
  return pool;
}

const instantOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : parseInstant(text);

/** Of which a generated code is made. */
function placeIn(pool: string, number: number): string {
  return `pool ${pool} ${number}`;
}

/** Generated codes, made anew: those from `after` + 1 on. */
export async function codesOf(
  id: string,
  { after, limit }: { readonly after: number; readonly limit: number },
  { pools, vouchers }: Pick<PoolPorts, 'pools' | 'vouchers'>,
): Promise<{ readonly codes: readonly string[]; readonly next: number | null } | Rejected> {
  const pool = await pools.find(id);
  if (!pool) return reject({ reason: 'voucher_pool_not_found', pool: id });
  const last = Math.min(after + limit, pool.generated);
  const codes = Array.from({ length: Math.max(0, last - after) }, (_, index) =>
    shownCode(vouchers.codeOf(placeIn(id, after + index + 1))),
  );
  return { codes, next: last < pool.generated ? last : null };
}

export interface Added {
  readonly added: number;
  /** Were there before, in this pool or in another. */
  readonly known: number;
}

/** Codes that somebody else has made. The same again adds none. */
export async function addCodes(
  id: string,
  { codes }: SentCodes,
  { pools, vouchers }: Pick<PoolPorts, 'pools' | 'vouchers'>,
): Promise<Added | Rejected> {
  if (!(await pools.find(id))) return reject({ reason: 'voucher_pool_not_found', pool: id });
  const byHash = new Map(
    codes.map(({ code, member = null }) => {
      const hash = vouchers.hashOf(canonicalCode(code));
      return [hash, { hash, member }];
    }),
  );
  const added = await pools.add(id, [...byHash.values()]);
  return { added, known: codes.length - added };
}
