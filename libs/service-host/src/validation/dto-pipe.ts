import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import * as classTransformer from 'class-transformer';
import * as classValidator from 'class-validator';
import { describeFound } from '../errors/field-error.js';
import { hostProblem } from '../errors/host-problem-codes.js';
import { dtoErrors } from './dto-errors.js';
import { refuseStream } from './json-body.js';

/** The global pipe: a DTO takes the fields it declares and no others, and every error comes back at once. */
@Injectable()
export class DtoPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      validatorPackage: classValidator,
      transformerPackage: classTransformer,
      validationError: { value: true, target: false },
      exceptionFactory: (errors) => hostProblem('invalid_request', { errors: dtoErrors(errors) }),
    });
  }

  /** Without `async`: a body that another pipe validates passes at once, and a promise less is felt on a hot door. */
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') {
      if (!this.toValidate(metadata)) return Promise.resolve(value);
      refuseStream(value);
      refuseOtherThanObject(value);
    }
    return super.transform(value, metadata);
  }
}

/** class-validator would look for the fields of an array, find none, and complain of each. */
function refuseOtherThanObject(body: unknown): void {
  if (body === undefined || (typeof body === 'object' && body !== null && !Array.isArray(body))) return;
  const error = { pointer: '', code: 'wrong_type', expected: 'an object', found: describeFound(body) };
  throw hostProblem('invalid_request', { errors: [error] });
}
