import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsString, Length, Min, ValidateNested } from 'class-validator';
import type { Readable } from 'node:stream';
import { DryRun } from '../app/dry-run.js';
import { NdjsonBody } from '../app/ndjson.js';
import type { Actor } from '../auth/actor.js';
import { CurrentActor, Public, RequireScopes } from '../auth/decorators.js';
import { Problem } from '../errors/problem.js';
import { IdempotencyKey } from '../idempotency/idempotency-key.js';
import { answerOf } from '../openapi/answer-schema.js';
import { Answers } from '../openapi/answers.js';
import { IsInstant } from '../validation/decorators.js';
import { jsonBody } from '../validation/json-body.js';

export class CupDto {
  @IsString()
  @Length(1, 20)
  readonly tea!: string;

  @IsInt()
  @Min(1)
  readonly cups!: number;
}

export class OrderDto {
  @IsInstant()
  readonly orderedAt!: string;

  @IsOptional()
  @IsString()
  readonly note?: string;

  @IsArray()
  @ArrayMaxSize(3)
  @ValidateNested({ each: true })
  @Type(() => CupDto)
  readonly lines!: CupDto[];
}

export class PageDto {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  readonly limit?: number;
}

export const deliverySchema = {
  title: 'Delivery',
  type: 'object',
  additionalProperties: false,
  required: ['source', 'chests'],
  properties: {
    source: { type: 'string', minLength: 1, maxLength: 20 },
    arrivedAt: { type: 'string', format: 'date-time' },
    chests: {
      type: 'array',
      maxItems: 5000,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['tea', 'weight'],
        properties: {
          tea: { enum: ['black', 'green'] },
          weight: { type: 'string', pattern: '^\\d+(\\.\\d{1,3})?$', description: 'A decimal with up to 3 places.' },
        },
      },
    },
  },
};

const chestsTaken = { title: 'ChestsTaken', type: 'integer' };
const deliveryAnswer = {
  title: 'DeliveryAnswer',
  ...answerOf({ chests: chestsTaken, repeated: { type: 'boolean' } }),
};

interface Delivery {
  readonly source: string;
  readonly chests: readonly { readonly tea: string; readonly weight: string }[];
}

/** A shop that has nothing to do with points: what the host promises, it promises to anybody. */
@Controller('v1')
@RequireScopes('tea:write')
export class TeaShopController {
  /** How often the slow request was done, whoever waits for it. */
  static slowlyServed = 0;

  @Post('orders')
  order(@Body() order: OrderDto, @CurrentActor() actor: Actor) {
    return { actor: actor.name, cups: order.lines.reduce((sum, { cups }) => sum + cups, 0) };
  }

  @Post('deliveries')
  @Answers({ 201: deliveryAnswer })
  deliver(@Body(jsonBody<Delivery>(deliverySchema)) delivery: Delivery) {
    return { chests: delivery.chests.length, repeated: delivery.source === 'again' };
  }

  @Get('orders')
  @RequireScopes('tea:read')
  list(@Query() page: PageDto) {
    return { items: [], limit: page.limit ?? 10 };
  }

  @Get('orders/:id')
  @RequireScopes('tea:read', 'tea:write')
  find(@Param('id') id: string) {
    throw new Problem({ status: 404, code: 'not_found', detail: `No order ${id}.` });
  }

  @Post('refills')
  @HttpCode(200)
  refill(@IdempotencyKey() key: string, @DryRun() dryRun = false) {
    return { key, ...(dryRun && { dryRun }) };
  }

  @Post('batch')
  async batch(@NdjsonBody() body: Readable) {
    let bytes = 0;
    for await (const chunk of body) bytes += Buffer.byteLength(String(chunk));
    return { bytes };
  }

  @Get('spill')
  spill() {
    throw new Error('the pot with the secret recipe broke');
  }

  @Get('sold-out')
  soldOut() {
    throw new Problem({ status: 409, code: 'sold_out', title: 'Sold out', extensions: { left: 3n, status: 'closed' } });
  }

  @Get('queue')
  queue() {
    throw Object.assign(new Error('full'), { name: 'Overloaded', retryAfterSeconds: 7 });
  }

  @Get('cellar')
  cellar() {
    throw Object.assign(new Error('gone'), { name: 'StoreUnavailable' });
  }

  @Get('engraving')
  engrave() {
    throw Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), { code: '22021' });
  }

  @Get('slow')
  @Public()
  async slow() {
    await new Promise((resolve) => setTimeout(resolve, 300));
    TeaShopController.slowlyServed += 1;
    return { served: true };
  }
}

@Controller('v1/back-room')
export class BackRoomController {
  @Get()
  enter() {
    return { entered: true };
  }
}

@Module({ controllers: [TeaShopController, BackRoomController] })
export class TeaShopModule {}
