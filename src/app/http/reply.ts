import type { Reply } from './http.ts';

/** 200 with a body. */
export const ok = <R>(body: R): Reply<R> => ({ status: 200, body });
/** 201 with a body. */
export const created = <R>(body: R): Reply<R> => ({ status: 201, body });
/** 204, once the work given has finished. */
export const done = (_finished: unknown): Reply<undefined> => ({ status: 204, body: undefined });
/** 202, once the work given has been taken on. */
export const accepted = (_taken: unknown): Reply<undefined> => ({ status: 202, body: undefined });
