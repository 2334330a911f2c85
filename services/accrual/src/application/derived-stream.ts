export { derivedStream } from '@loyalty/contracts';
