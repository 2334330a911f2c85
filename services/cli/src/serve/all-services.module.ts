import { AccrualModule } from '@loyalty/accrual';
import { AnalyticsModule } from '@loyalty/analytics';
import { BalanceModule, inThreads } from '@loyalty/balance';
import { CampaignModule, type Policy } from '@loyalty/campaign';
import { EnrollmentModule } from '@loyalty/enrollment';
import type { EventStore } from '@loyalty/event-store';
import { type ContactChanges, type PayoutOptions, RedemptionModule } from '@loyalty/redemption';
import { type Reach, WebhooksModule } from '@loyalty/redemption/webhooks';
import type { Clock } from '@loyalty/service-host';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Secrets } from '../home/secrets.js';
import { givenOf, peopleOf, tierOf } from './between/campaign.js';
import { knownOwners } from './between/enrollment.js';
import { standingsOf } from './between/rewards.js';
import { Bridges } from './bridges.js';

export interface AllServices {
  readonly databaseUrl: string;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly bridges: Bridges;
  /** What is asked of changes of programmes that say nothing. */
  readonly policy: Policy;
  /** The payment provider; absent: nothing is paid out. */
  readonly payouts?: PayoutOptions;
  /** Where webhooks may lead. */
  readonly reach: Reach;
}

/** All services in one process; what one needs of another is bridged here and nowhere else. */
@Module({})
export class AllServicesModule {
  static register(services: AllServices): DynamicModule {
    const { databaseUrl, store, clock, secrets, bridges, policy, payouts, reach } = services;
    const database = { url: databaseUrl };
    const contactChanges: ContactChanges = async (question) => (await bridges.enrollment()).contactChanges(question);
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
          movePoints: async (move) => (await bridges.accrual()).movePoints(move),
          occasions: async () => (await bridges.accrual()).occasions(),
          giveOccasion: async (occasion) => void (await (await bridges.accrual()).giveOccasion(occasion)),
        }),
        AccrualModule.register({
          database,
          store,
          clock,
          fingerprintKey: secrets.fingerprintKey,
          members: {
            resolve: async (questions) => (await bridges.enrollment()).resolve(questions),
            enrol: async (enrolments) => (await bridges.enrollment()).enrol(enrolments),
            facts: async (questions) => (await bridges.enrollment()).facts(questions),
          },
          accounts: { find: findAccount },
          contactChanges,
          segments: { of: async (questions) => (await bridges.segments()).of(questions) },
          programmeDoors: false,
        }),
        CampaignModule.register({
          database,
          store,
          clock,
          policy,
          given: givenOf(store),
          people: peopleOf(
            {
              resolve: async (questions) => (await bridges.enrollment()).resolve(questions),
              facts: async (questions) => (await bridges.enrollment()).facts(questions),
            },
            async (query) => (await bridges.enrollment()).people(query),
          ),
          tierOf: tierOf(store),
          announce: async () => (await bridges.accrual()).refreshProgrammes(),
        }),
        RedemptionModule.register({
          catalogue: database,
          store,
          clock,
          fingerprintKey: secrets.fingerprintKey,
          members: knownOwners(async (questions) => (await bridges.enrollment()).resolve(questions)),
          contactChanges,
          together: async (member) => (await bridges.enrollment()).together(member),
          programmes: async () => (await bridges.accrual()).programmes.list().map(({ programme }) => programme),
          purchaseReviews: async (asked) => (await bridges.accrual()).decideReview(asked),
          ...(payouts && { payouts }),
          standing: standingsOf({
            store,
            clock,
            latest: async (id) => (await bridges.accrual()).programmes.latest(id),
            segments: { of: async (questions) => (await bridges.segments()).of(questions) },
          }),
        }),
        AnalyticsModule.register({
          database,
          log: store,
          clock,
          hasPartners: async () =>
            (await bridges.accrual()).programmes.list().some(({ programme }) => programme.partners.length > 0),
        }),
        WebhooksModule.register({
          database,
          store,
          clock,
          programmes: async () => (await bridges.accrual()).programmes.list().map(({ programme }) => programme),
          fingerprintKey: secrets.fingerprintKey,
          reach,
        }),
        BalanceModule.register({
          database,
          store,
          clock,
          projector: inThreads({ databaseUrl, ledger: database, store }),
          programmes: {
            async find(id, version) {
              const { programmes } = await bridges.accrual();
              const found = version === undefined ? programmes.latest(id) : programmes.version(id, version);
              return found?.programme;
            },
          },
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
