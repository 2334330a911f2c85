import { Catch, type INestApplication, type RpcExceptionFilter } from '@nestjs/common';
import type { NestMicroservice } from '@nestjs/microservices';
import { type Observable, throwError } from 'rxjs';
import type { MessagingServer } from './messaging-server.js';

/** Nest would put "internal server error" in the place of what was thrown, and an outage could not be told from a bug. */
@Catch()
class ThrownAsIs implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/** Before the application is started; the server starts with `app.startAllMicroservices()` and stops with `app.close()`. */
export function connectMessaging(app: INestApplication, server: MessagingServer): void {
  const microservice = app.connectMicroservice({ strategy: server }, { deferInitialization: true }) as NestMicroservice;
  microservice.useGlobalFilters(new ThrownAsIs());
  // Deferred only so that the filter comes first: the application calls its hooks itself, once.
  microservice.registerListeners();
  microservice.setIsInitialized(true);
  microservice.setIsInitHookCalled(true);
}
