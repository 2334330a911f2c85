import {
  Answers,
  fromId,
  IdempotencyKey,
  onlyReason,
  reasonedBody,
  RequireScopes,
  StaffAct,
  type StaffAction,
} from '@loyalty/service-host';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { createWebhook, pingWebhook, replayWebhook, rotateSecret } from '../../../application/webhooks/keep-webhook.js';
import type { WebhookPorts } from '../../../application/webhooks/ports.js';
import {
  replaySchema,
  rotationSchema,
  type SentReplay,
  type SentRotation,
  type SentWebhook,
  type Webhook,
  webhookSchema,
} from '../../../domain/webhooks/webhook.js';
import { DeliveriesPageDto } from './deliveries-page.dto.js';
import * as answers from './webhook-answer.schema.js';
import { deliveryBody, doneOrProblem, PREFIX, webhookBody, webhookProblem, withSecretBody } from './webhook.convert.js';

export const WEBHOOK_PORTS = Symbol('WebhookPorts');

@Controller('/v1/webhooks')
@ApiTags('Webhooks')
@RequireScopes('webhooks:write')
export class WebhooksController {
  constructor(@Inject(WEBHOOK_PORTS) private readonly ports: WebhookPorts) {}

  @Post()
  @ApiOperation({
    summary: 'Be told of what happens',
    description: 'From now on, in order, at least once. The answer has the secret by which messages are signed.',
  })
  @Answers({ 201: answers.webhookWithSecret })
  async create(
    @Body(reasonedBody<SentWebhook>(webhookSchema)) sent: SentWebhook,
    @IdempotencyKey() key: string,
    @StaffAct({ in: 'body' }) act: StaffAction,
  ) {
    const asked = { key, actor: act.asked.actor };
    return withSecretBody(await act.record(async () => doneOrProblem(await createWebhook(sent, asked, this.ports))));
  }

  @Get()
  @RequireScopes('webhooks:read')
  @ApiOperation({ summary: 'Who is told of what' })
  @Answers({ 200: answers.webhookList })
  async list() {
    return { items: (await this.ports.kept.list()).map(webhookBody), next: null };
  }

  @Get(':id')
  @RequireScopes('webhooks:read')
  @ApiOperation({ summary: 'A webhook as it stands now' })
  @Answers({ 200: answers.webhookAnswer })
  async read(@Param('id') id: string) {
    return { webhook: webhookBody(await this.find(uuidOf(id))) };
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Be told no more', description: 'Its secrets and its attempts are forgotten.' })
  @Answers({ 200: answers.webhookAnswer })
  async remove(@Param('id') id: string, @StaffAct({ in: 'query' }) act: StaffAction) {
    const webhook = await this.find(uuidOf(id));
    await act.record(async () => {
      if (!(await this.ports.kept.remove(webhook.id))) throw notFound();
    });
    return { webhook: webhookBody(webhook) };
  }

  @Post(':id/rotate')
  @ApiOperation({
    summary: 'Have a new secret',
    description: 'For a day messages are signed with both; with `immediately` the old one ends at once.',
  })
  @Answers({ 201: answers.webhookWithSecret })
  async rotate(
    @Param('id') id: string,
    @Body(reasonedBody<SentRotation>(rotationSchema)) { immediately = false }: SentRotation,
    @IdempotencyKey() key: string,
    @StaffAct({ in: 'body' }) act: StaffAction,
  ) {
    const asked = { key, actor: act.asked.actor, immediately };
    const work = async () => doneOrProblem(await rotateSecret(uuidOf(id), asked, this.ports));
    return withSecretBody(await act.record(work));
  }

  @Post(':id/replay')
  @ApiOperation({
    summary: 'Be told again',
    description: 'All after a message, or from an instant on: in order, with the ids they had.',
  })
  @Answers({ 201: answers.replayAnswer })
  async replay(
    @Param('id') id: string,
    @Body(reasonedBody<SentReplay>(replaySchema)) sent: SentReplay,
    @IdempotencyKey() key: string,
    @StaffAct({ in: 'body' }) act: StaffAction,
  ) {
    const asked = { key, actor: act.asked.actor, sent };
    const work = async () => doneOrProblem(await replayWebhook(uuidOf(id), asked, this.ports));
    const { webhook, repeated } = await act.record(work);
    return { webhook: webhookBody(webhook), repeated };
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Send on at once',
    description: 'What was parked, or waits for its next attempt. It goes on with the message that was not taken.',
  })
  @Answers({ 200: answers.webhookAnswer })
  async resume(@Param('id') id: string, @Body(onlyReason()) _: object, @StaffAct({ in: 'body' }) act: StaffAction) {
    const uuid = uuidOf(id);
    await act.record(async () => {
      if (!(await this.ports.kept.resume(uuid))) throw notFound();
    });
    return { webhook: webhookBody(await this.find(uuid)) };
  }

  @Post(':id/ping')
  @HttpCode(200)
  @ApiOperation({ summary: 'Try it', description: 'Sends a signed `webhook.ping` and says what came of it.' })
  @Answers({ 200: answers.pingAnswer })
  async ping(@Param('id') id: string) {
    const { outcome, status, ms } = doneOrProblem(await pingWebhook(uuidOf(id), this.ports));
    return { outcome, status, ms };
  }

  @Get(':id/deliveries')
  @RequireScopes('webhooks:read')
  @ApiOperation({
    summary: 'The last attempts',
    description: 'The newest first; of each webhook the last thousand are kept.',
  })
  @Answers({ 200: answers.deliveryList })
  async deliveries(@Param('id') id: string, @Query() { after, limit }: DeliveriesPageDto) {
    const { id: uuid } = await this.find(uuidOf(id));
    const page = { limit, ...(after !== undefined && { before: after }) };
    const found = await this.ports.kept.deliveries(uuid, page);
    return { items: found.map(deliveryBody), next: found.length < limit ? null : (found.at(-1)?.number ?? null) };
  }

  private async find(uuid: string): Promise<Webhook> {
    const held = await this.ports.kept.find(uuid);
    if (!held) throw notFound();
    return held.webhook;
  }
}

function uuidOf(id: string): string {
  const uuid = fromId(PREFIX, id);
  if (uuid === undefined) throw notFound();
  return uuid;
}

const notFound = () => webhookProblem({ reason: 'webhook_not_found' });
