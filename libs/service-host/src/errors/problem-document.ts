import type { FastifyReply } from 'fastify';
import type { Problem } from './problem.js';

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export function sendProblem(reply: FastifyReply, problem: Problem, requestId: string): void {
  void reply
    .code(problem.status)
    .headers(problem.headers)
    .header('Content-Type', PROBLEM_TYPE)
    .send(problemDocument(problem, requestId));
}

/** RFC 9457. `type` leads to the line that documents the code, on this very server. */
export function problemDocument(problem: Problem, requestId: string): string {
  const { code, title, status, detail, errors } = problem;
  const standard = { type: `/docs/errors#${code}`, title, status, code, detail, errors };
  // Last once more: an extension that happens to be called `status` must not change what the standard says it means.
  return JSON.stringify({ ...standard, ...problem.extensions, ...standard, requestId }, bigintAsNumber);
}

/** Points are bigint inside and JSON integers outside. */
function bigintAsNumber(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
