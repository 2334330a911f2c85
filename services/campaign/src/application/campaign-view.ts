import { type CampaignSwitched, type ProgrammeLog } from '@loyalty/contracts';
import type { Programme } from '@loyalty/programme';
import { type Campaign, type CampaignStatus, type Period, statusOf } from '../domain/campaign.js';
import type { CampaignPorts } from './ports.js';
import { programmeLog, readApplied } from './programme-facts.js';

type Offer = Programme['offers'][number];

/** A campaign as it stands now. */
export interface CampaignView extends Campaign {
  readonly status: CampaignStatus;
  readonly period: Period;
  /** Ids, in the order of the document. */
  readonly offers: readonly string[];
  /** Points: for all members together; null where the document bounds nothing. */
  readonly budget: { readonly points: number; readonly given: number; readonly left: number } | null;
  /** The last one, where it was switched at all. */
  readonly switched: CampaignSwitched | null;
}

type ViewPorts = Pick<CampaignPorts, 'store' | 'given' | 'clock'>;

export async function viewCampaign(campaign: Campaign, ports: ViewPorts): Promise<CampaignView> {
  return viewIn(await programmeLog(ports.store, campaign.programme), campaign, ports);
}

export async function viewCampaigns(
  { campaigns, ...ports }: ViewPorts & Pick<CampaignPorts, 'campaigns'>,
  programme?: string,
): Promise<readonly CampaignView[]> {
  const views: CampaignView[] = [];
  for (const campaign of await campaigns.list(programme)) views.push(await viewCampaign(campaign, ports));
  return views;
}

async function viewIn(log: ProgrammeLog, campaign: Campaign, { given, clock }: ViewPorts): Promise<CampaignView> {
  const newest = log.versions.at(-1);
  const applied = newest && readApplied(newest.document);
  const known = applied && campaignsSaidBy(applied.said).has(campaign.campaign);
  const offers = applied?.programme.offers.filter((offer) => offer.campaign === campaign.campaign) ?? [];
  const period = known ? periodOf(offers) : undefined;
  const switched = log.switches.findLast((each) => each.campaign === campaign.campaign) ?? null;
  return {
    ...campaign,
    status: statusOf(period, switched?.type, clock.now()),
    period: period ?? { from: null, until: null },
    offers: offers.map(({ id }) => id),
    budget: await budgetOf(campaign, offers, given),
    switched,
  };
}

/** Those that a document declares; also one to which no offer belongs yet. */
export function campaignsSaidBy(said: unknown): ReadonlySet<string> {
  const { campaigns = {} } = said as { readonly campaigns?: object };
  return new Set(Object.keys(campaigns));
}

/** From when one of its offers holds until when none does any more: an offer holds while its campaign does. */
function periodOf(offers: readonly Offer[]): Period {
  const froms = offers.map(({ only }) => only.from);
  const untils = offers.map(({ only }) => only.until);
  const bounded = (bounds: readonly (number | null)[]): number[] => bounds.filter((bound) => bound !== null);
  return {
    from: froms.length === 0 || froms.includes(null) ? null : Math.min(...bounded(froms)),
    until: untils.length === 0 || untils.includes(null) ? null : Math.max(...bounded(untils)),
  };
}

async function budgetOf(
  { programme, campaign }: Campaign,
  offers: readonly Offer[],
  given: CampaignPorts['given'],
): Promise<CampaignView['budget']> {
  const counter = `budget/campaign/${campaign}`;
  const limit = offers.flatMap(({ limits }) => limits).find((each) => each.by === 'budget' && each.counter === counter);
  if (!limit) return null;
  const had = (await given(programme, [counter])).get(counter) ?? 0n;
  const left = had > limit.max ? 0n : limit.max - had;
  return { points: Number(limit.max), given: Number(had), left: Number(left) };
}
