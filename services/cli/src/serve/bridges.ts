import { Accrual } from '@loyalty/accrual';
import { Balances } from '@loyalty/balance';
import { CampaignSegments } from '@loyalty/campaign';
import { Enrollment } from '@loyalty/enrollment';
import type { Abstract, INestApplicationContext } from '@nestjs/common';

/**
 * How services reach one another in one process. They are made together and need each other, so a call that comes
 * before all of them stand waits until they do. Each is looked up once, since every purchase passes here.
 */
export class Bridges {
  private readonly connected = Promise.withResolvers<INestApplicationContext>();
  private readonly services = {
    accrual: this.find(Accrual),
    balances: this.find(Balances),
    segments: this.find(CampaignSegments),
    enrollment: this.find(Enrollment),
  };

  connect(app: INestApplicationContext): void {
    this.connected.resolve(app);
  }

  accrual(): Promise<Accrual> {
    return this.services.accrual;
  }

  balances(): Promise<Balances> {
    return this.services.balances;
  }

  segments(): Promise<CampaignSegments> {
    return this.services.segments;
  }

  enrollment(): Promise<Enrollment> {
    return this.services.enrollment;
  }

  private async find<Service>(service: Abstract<Service>): Promise<Service> {
    return (await this.connected.promise).get(service, { strict: false });
  }
}
