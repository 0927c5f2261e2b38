import type { Route } from '../../shared/io/route.ts';

export const routes: readonly Route<object>[] = [];
