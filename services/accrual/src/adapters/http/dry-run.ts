import { ParseBoolPipe, Query } from '@nestjs/common';

/** `?dryRun=true`: the same answer, nothing written. */
export const DryRun = () => Query('dryRun', new ParseBoolPipe({ optional: true }));
