import type { Accrual } from '@loyalty/accrual';
import type { Programme } from '@loyalty/programme';

/** Programmes for what is opened before the service that knows them: none until it is there. */
export class ProgrammesOnceKnown {
  private accrual: Accrual | undefined;

  readonly list = (): readonly Programme[] => this.accrual?.programmes.list().map(({ programme }) => programme) ?? NONE;

  of(accrual: Accrual): void {
    this.accrual = accrual;
  }
}

const NONE: readonly Programme[] = [];
