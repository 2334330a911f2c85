import { Matches } from 'class-validator';

/** Chosen by whoever puts it, as a programme's is. */
export class RewardIdDto {
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/)
  readonly id: string = '';
}
