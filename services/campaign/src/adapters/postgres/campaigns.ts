import type { DataSource } from 'typeorm';
import type { CampaignEdit, Campaigns } from '../../application/ports.js';
import type { Campaign } from '../../domain/campaign.js';
import { campaignEditRows, type CampaignRow, campaignRows } from './entities.js';

export function typeormCampaigns(dataSource: DataSource): Campaigns {
  const rows = dataSource.getRepository(campaignRows);
  return {
    register(campaign, edit) {
      return dataSource.transaction(async (manager) => {
        const { programme, campaign: name } = campaign;
        await manager.createQueryBuilder().insert().into(campaignRows).values(toRow(campaign)).orIgnore().execute();
        if (await manager.existsBy(campaignRows, { id: campaign.id })) {
          await manager.insert(campaignEditRows, editRow(campaign, edit));
          return undefined;
        }
        return fromRow(await manager.findOneByOrFail(campaignRows, { programme, campaign: name }));
      });
    },
    async find(id) {
      const row = await rows.findOneBy({ id });
      return row ? fromRow(row) : undefined;
    },
    async list(programme) {
      return (await rows.find({ where: programme === undefined ? {} : { programme }, order: { id: 'asc' } })).map(
        fromRow,
      );
    },
    async edit(campaign, edit) {
      await dataSource.transaction(async (manager) => {
        await manager.update(campaignRows, { id: campaign.id }, toRow(campaign));
        await manager.insert(campaignEditRows, editRow(campaign, edit));
      });
    },
    async edits(programme) {
      const found = await dataSource
        .getRepository(campaignEditRows)
        .find({ where: { programme }, order: { id: 'asc' } });
      return found.map(({ name: _name, goal: _goal, at, step, ...edit }) => ({
        ...edit,
        at: at.getTime(),
        // Only what is written here is ever in it.
        step: step as CampaignEdit['step'],
      }));
    },
  };
}

function editRow({ name, goal }: Campaign, edit: CampaignEdit) {
  return { ...edit, at: new Date(edit.at), name, goal };
}

function toRow({ createdAt, audience, ...campaign }: Campaign): CampaignRow {
  return { ...campaign, audience: audience && JSON.stringify(audience), createdAt: new Date(createdAt) };
}

/** Only what is written here is ever in it. */
function fromRow({ createdAt, audience, ...campaign }: CampaignRow): Campaign {
  return {
    ...campaign,
    audience: audience === null ? null : (JSON.parse(audience) as Campaign['audience']),
    createdAt: createdAt.getTime(),
  };
}
