import { Accrual } from '@loyalty/accrual';
import { Balances } from '@loyalty/balance';
import { Enrollment } from '@loyalty/enrollment';
import type { INestApplicationContext } from '@nestjs/common';

/**
 * How services reach one another in one process. They are made together and need each other, so a call that comes
 * before all of them stand waits until they do.
 */
export class Bridges {
  private readonly connected = Promise.withResolvers<INestApplicationContext>();

  connect(app: INestApplicationContext): void {
    this.connected.resolve(app);
  }

  async accrual(): Promise<Accrual> {
    return (await this.connected.promise).get(Accrual, { strict: false });
  }

  async balances(): Promise<Balances> {
    return (await this.connected.promise).get(Balances, { strict: false });
  }

  async enrollment(): Promise<Enrollment> {
    return (await this.connected.promise).get(Enrollment, { strict: false });
  }
}
