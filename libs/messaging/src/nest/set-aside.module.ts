import { Module } from '@nestjs/common';
import { DeadLettersController } from './dead-letters.controller.js';
import { ParkedKeysController } from './parked-keys.controller.js';
import { Quarantines } from './quarantines.js';

/** Doors to what the consumers of this process have set aside; each is registered with `Quarantines` where it is started. */
@Module({
  controllers: [DeadLettersController, ParkedKeysController],
  providers: [Quarantines],
  exports: [Quarantines],
})
export class SetAsideModule {}
