import type * as z from 'zod';
import type { Actor, Role } from '../values/actor.ts';
import type { Circumstances } from '../values/decision.ts';
import type { Problem } from './problem.ts';

/** What a handler gets: everything parsed, the person known. */
export interface Request<Params, Query, Body> {
  readonly actor: Actor;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly circumstances: Circumstances;
  /** The caller's `Accept`, of a route that answers in more than one media type. */
  readonly accept?: string | undefined;
}

export type Answer =
  | { readonly status: 200 | 201 | 202; readonly body: unknown; readonly version?: number }
  | { readonly status: 200; readonly file: FileAnswer }
  | { readonly problem: (requestId: string) => Problem };

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Bytes to be kept under a name, which may be Chinese. */
export interface FileAnswer {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

interface Shape<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  /** The operation's name in OpenAPI, e.g. `registerProject`. */
  readonly id: string;
  readonly method: 'GET' | 'PUT' | 'POST';
  /** As in OpenAPI: `/projects/{projectCode}`. */
  readonly path: string;
  readonly summary: string;
  /** Who may; everything else is denied. */
  readonly roles: readonly Role[];
  readonly params?: Params;
  readonly query?: Query;
  /** One that takes `undefined` may be left out. */
  readonly body?: Body;
  /** A POST that changes nothing (a check, a score): needs no `Idempotency-Key`. */
  readonly pure?: boolean;
  /** Media type of the 200 answer where it isn't JSON. */
  readonly media?: string;
  /** Media types in which the 200 answer may be had besides, as a file. */
  readonly otherMedia?: readonly string[];
  /** The success answers by status, for OpenAPI and the tests. */
  readonly answers: Readonly<Partial<Record<200 | 201 | 202, z.ZodType>>>;
}

/** A route without its types: what the door, the OpenAPI generator and the tests walk over. */
export interface Route<Ports> extends Shape<z.ZodType, z.ZodType, z.ZodType> {
  handle(ports: Ports, request: Request<unknown, unknown, unknown>): Promise<Answer>;
}

/** A function's route table is data; this gives each row the types of its own shapes. */
export function routesFor<Ports>() {
  return function route<
    Params extends z.ZodType = z.ZodUndefined,
    Query extends z.ZodType = z.ZodUndefined,
    Body extends z.ZodType = z.ZodUndefined,
  >(
    shape: Shape<Params, Query, Body> & {
      handle(ports: Ports, request: Request<z.output<Params>, z.output<Query>, z.output<Body>>): Promise<Answer>;
    },
  ): Route<Ports> {
    // The door parses with these very schemas before it calls, so the handler's types hold.
    return shape as unknown as Route<Ports>;
  };
}
