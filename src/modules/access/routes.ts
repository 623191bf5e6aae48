import type { INestApplication } from '@nestjs/common';

export interface Route {
  readonly method: string;
  readonly path: string;
}

interface Layer {
  readonly route?: { readonly path: string; readonly stack: readonly { readonly method?: string }[] };
}

/**
 * The router's own list of what it answers, in its order: nothing that was mounted can be forgotten in it. A route for all methods
 * has an entry for each. @param app must be initialised
 */
export function routesOf(app: INestApplication): Route[] {
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: readonly Layer[] } };
  const routes = router.stack.flatMap(({ route }) =>
    (route?.stack ?? []).map(({ method }) => ({ method: method?.toUpperCase() ?? 'ANY', path: route?.path ?? '' })),
  );
  return [...new Map(routes.map((route) => [`${route.method} ${route.path}`, route])).values()];
}
