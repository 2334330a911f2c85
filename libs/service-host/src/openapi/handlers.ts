import type { INestApplication, PipeTransform, Type } from '@nestjs/common';
import { RouteParamtypes, ROUTE_ARGS_METADATA } from '@nestjs/common/internal';
import { ModulesContainer } from '@nestjs/core';
import { UNDECLARED } from '../auth/access.js';
import { type Access, readAccess } from '../auth/decorators.js';
import { type Answers, readAnswers } from './answers.js';

/** What the decorators of one route say about it. */
export interface Handler {
  readonly access: Access;
  readonly answers: Answers | undefined;
  readonly params: readonly HandlerParam[];
}

export interface HandlerParam {
  readonly kind: 'body' | 'query' | 'path' | 'custom' | 'other';
  /** The class in the signature, where there is one. */
  readonly type: Type | undefined;
  /** Set when the decorator takes one field only, as `@Query('limit')`. */
  readonly field: string | undefined;
  readonly pipes: readonly unknown[];
  /** What the decorator was given. */
  readonly data: unknown;
  /** What a decorator of our own reads its value with. */
  readonly factory: unknown;
}

interface ArgMetadata {
  readonly index: number;
  readonly data?: unknown;
  readonly pipes?: readonly (Type<PipeTransform> | PipeTransform)[];
  readonly factory?: unknown;
}

/** All routes of the app by operation id. */
export function handlersOf(app: INestApplication): ReadonlyMap<string, Handler> {
  const handlers = new Map<string, Handler>();
  for (const { controller, method } of methodsOf(app)) {
    handlers.set(operationId(controller.name, method), readHandler(controller, method));
  }
  return handlers;
}

/** Every method of every controller; also those that are no route. */
export function* methodsOf(
  app: INestApplication,
): Iterable<{ readonly controller: Function; readonly method: string }> {
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      for (const method of methodNames(metatype.prototype)) yield { controller: metatype, method };
    }
  }
}

export function operationId(controller: string, method: string): string {
  return `${controller.replace(/Controller$/, '')}.${method}`;
}

function methodNames(prototype: object): string[] {
  return Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
}

export function readHandler(controller: Function, method: string): Handler {
  const prototype: object = controller.prototype;
  const callback: unknown = Object.getOwnPropertyDescriptor(prototype, method)?.value;
  const access = readAccess(Object(callback)) ?? UNDECLARED;
  const answers = readAnswers(Object(callback));
  const types: readonly Type[] = Reflect.getMetadata('design:paramtypes', prototype, method) ?? [];
  const args: Readonly<Record<string, ArgMetadata>> =
    Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {};
  return { access, answers, params: Object.entries(args).map(([key, arg]) => readParam(key, arg, types[arg.index])) };
}

function readParam(key: string, { data, pipes, factory }: ArgMetadata, type: Type | undefined): HandlerParam {
  return {
    kind: factory === undefined ? kindOf(Number.parseInt(key, 10)) : 'custom',
    type: type === Object || type === String ? undefined : type,
    field: typeof data === 'string' ? data : undefined,
    data,
    pipes: pipes ?? [],
    factory,
  };
}

function kindOf(type: RouteParamtypes): HandlerParam['kind'] {
  if (type === RouteParamtypes.BODY) return 'body';
  if (type === RouteParamtypes.PARAM) return 'path';
  return type === RouteParamtypes.QUERY ? 'query' : 'other';
}
