import { IsString, Length } from 'class-validator';

export class OfMemberDto {
  /** `mem_…`; no other identity stands in a URL. */
  @IsString()
  @Length(1, 64)
  readonly member: string = '';
}
