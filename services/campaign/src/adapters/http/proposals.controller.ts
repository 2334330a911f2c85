import { ADMIN_SCOPE, Answers, formatInstant, fromId, jsonBody, RequireScopes } from '@loyalty/service-host';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { approveProposal } from '../../application/approve-proposal.js';
import { setPolicy } from '../../application/set-policy.js';
import type { Policy } from '../../domain/policy.js';
import { approvalSchema, policySchema } from './bodies.schema.js';
import { CAMPAIGN_PORTS, type CampaignPorts } from './campaign-ports.js';
import * as answers from './change-answers.schema.js';
import { moved, proposalBody } from './change.convert.js';
import { countChange } from './change-metrics.js';
import { problem } from './refusal.convert.js';
import { type Caller, CurrentCaller, stepOf } from './step.js';

interface SentApproval {
  readonly proposal: string;
  readonly reason: string;
}

type SentPolicy = Policy & { readonly reason: string };

@Controller('/v1/programmes')
@ApiTags('Programmes')
@RequireScopes('programmes:approve')
export class ProposalsController {
  constructor(@Inject(CAMPAIGN_PORTS) private readonly ports: CampaignPorts) {}

  @Get(':id/proposals')
  @RequireScopes('programmes:write')
  @ApiOperation({ summary: 'What was proposed for a programme, the newest first' })
  @Answers({ 200: answers.proposalsAnswer })
  async list(@Param('id') id: string) {
    const all = await this.ports.proposals.list(id);
    // Where nobody else was asked there was nothing to propose.
    const waited = all.filter(({ status, approved }) => status !== 'applied' || approved !== null);
    return { items: waited.map(proposalBody), next: null };
  }

  @Get(':id/proposals/:proposal')
  @ApiOperation({ summary: 'A proposal with its document', description: 'What is approved is this text, to the byte.' })
  @Answers({ 200: answers.proposalView })
  async read(@Param('id') id: string, @Param('proposal') proposal: string) {
    const found = await this.ports.proposals.find(fromId('prp', proposal) ?? UNKNOWN);
    if (found?.programme !== id) throw problem('proposal_not_found');
    return { ...proposalBody(found), document: found.document, tests: found.tests };
  }

  @Post(':id/approve')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Let a proposal pass',
    description: 'By a second person with a key of their own. It is applied at once.',
  })
  @Answers({ 200: answers.approvalAnswer })
  async approve(
    @Param('id') programme: string,
    @Body(jsonBody<SentApproval>(approvalSchema)) { proposal, reason }: SentApproval,
    @CurrentCaller() caller: Caller,
  ) {
    const step = stepOf(caller, { at: this.ports.clock.now(), reason });
    const asked = { programme, proposal: fromId('prp', proposal) ?? UNKNOWN, step };
    const answer = await approveProposal(asked, this.ports);
    if ('superseded' in answer) throw moved(answer.superseded);
    if ('applied' in answer) {
      const { version, appliedAt } = answer.applied;
      const { repeated } = answer;
      countChange('applied', repeated);
      return { programme: { id: programme, version }, proposal, appliedAt: formatInstant(appliedAt), repeated };
    }
    const { refused } = answer;
    if (refused.reason !== 'proposal_not_open') throw problem(refused.reason);
    throw problem(refused.reason, { extensions: { is: refused.status, by: refused.by } });
  }

  @Put(':id/policy')
  @ApiOperation({
    summary: 'What is asked of whoever changes the programme',
    description: 'Asking for less than before needs the scope `admin`.',
  })
  @Answers({ 200: answers.policyAnswer })
  async setPolicy(
    @Param('id') programme: string,
    @Body(jsonBody<SentPolicy>(policySchema)) { reason, ...policy }: SentPolicy,
    @CurrentCaller() caller: Caller,
  ) {
    const step = stepOf(caller, { at: this.ports.clock.now(), reason });
    const mayLoosen = caller.actor.scopes.includes(ADMIN_SCOPE);
    const answer = await setPolicy({ programme, policy, step, mayLoosen }, this.ports);
    if (!('refused' in answer)) return { programme, ...answer.policy, repeated: answer.repeated };
    if (answer.refused === 'programme_not_found') throw problem(answer.refused);
    throw problem(answer.refused, { extensions: { before: answer.before } });
  }
}

/** Of nothing that is ours. */
const UNKNOWN = '00000000-0000-0000-0000-000000000000';
