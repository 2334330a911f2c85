import { newUuid, toId } from '@loyalty/service-host/values';

/** The store may ask for a decision more than once; a lot has the same id each time. */
export class LotIds {
  private readonly ids: string[] = [];

  at(index: number): string {
    return (this.ids[index] ??= toId('lot', newUuid()));
  }
}
