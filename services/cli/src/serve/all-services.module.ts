import { AccrualModule } from '@loyalty/accrual';
import { BalanceModule, inThreads } from '@loyalty/balance';
import { EnrollmentModule } from '@loyalty/enrollment';
import type { EventStore } from '@loyalty/event-store';
import { RedemptionModule } from '@loyalty/redemption';
import type { Clock } from '@loyalty/service-host';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Secrets } from '../home/secrets.js';
import { knownOwners } from './between/enrollment.js';
import { Bridges } from './bridges.js';

export interface AllServices {
  readonly databaseUrl: string;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly bridges: Bridges;
}

/** All services in one process; what one needs of another is bridged here and nowhere else. */
@Module({})
export class AllServicesModule {
  static register({ databaseUrl, store, clock, secrets, bridges }: AllServices): DynamicModule {
    const database = { url: databaseUrl };
    const findAccount = async (account: string) => (await bridges.enrollment()).findAccount(account);
    return {
      module: AllServicesModule,
      imports: [
        EnrollmentModule.register({
          database,
          clock,
          secrets: { identityKey: secrets.identityKey, masterKey: secrets.masterKey },
          programmes: async () => (await bridges.accrual()).programmes.list().map(({ id }) => id),
          standing: async (accounts) => (await bridges.balances()).standing(accounts),
          claimWaiting: async (claim) => void (await (await bridges.accrual()).claimWaiting(claim)),
        }),
        AccrualModule.register({
          database,
          store,
          clock,
          fingerprintKey: secrets.fingerprintKey,
          members: {
            resolve: async (questions) => (await bridges.enrollment()).resolve(questions),
            enrol: async (enrolments) => (await bridges.enrollment()).enrol(enrolments),
          },
          accounts: { find: findAccount },
        }),
        RedemptionModule.register({
          catalogue: database,
          store,
          clock,
          fingerprintKey: secrets.fingerprintKey,
          members: knownOwners(async (questions) => (await bridges.enrollment()).resolve(questions)),
          programmes: async () => (await bridges.accrual()).programmes.list().map(({ programme }) => programme),
        }),
        BalanceModule.register({
          database,
          store,
          clock,
          projector: inThreads({ databaseUrl, ledger: database, store }),
          accounts: {
            async find(account) {
              const owner = await findAccount(account);
              if (owner === undefined) return undefined;
              const latest = (await bridges.accrual()).programmes.latest(owner.programme);
              return { ...owner, ...(latest && { wallets: [...latest.programme.wallets.keys()] }) };
            },
          },
        }),
      ],
    };
  }
}
