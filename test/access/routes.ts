import { METHODS } from 'node:http';
import type { INestApplication } from '@nestjs/common';

export interface Route {
  readonly method: string;
  readonly path: string;
}

interface Layer {
  readonly route?: { readonly path: string; readonly stack: readonly { readonly method?: string }[] };
}

/**
 * The router's own list of what it answers, in its order: nothing that was mounted can be forgotten in it. A route for all methods has
 * the method `ALL`. @param app must be initialised
 */
export function routesOf(app: INestApplication): Route[] {
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: readonly Layer[] } };
  return router.stack.flatMap(({ route }) =>
    route ? methodsOf(route).map((method) => ({ method, path: route.path })) : [],
  );
}

function methodsOf({ stack }: Required<Layer>['route']): string[] {
  const methods = new Set(stack.map(({ method }) => method?.toUpperCase() ?? 'ALL'));
  return METHODS.every((method) => methods.has(method)) ? ['ALL'] : [...methods];
}
