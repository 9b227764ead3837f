import type { FanoutConfig, Route } from './config.ts';
import { type Candidate, matches } from './match.ts';

/** Where something goes. */
export interface Routed {
  /** Each once, in the order of the routes. */
  readonly destinations: readonly string[];
  /** The routes that it goes by. */
  readonly routes: readonly Route[];
  /** Whether no route matched. */
  readonly isFallback: boolean;
}

/** Asks the routes in their order, until one of those that match says stop. */
export function route(
  { routes, fallback }: Pick<FanoutConfig, 'routes' | 'fallback'>,
  candidate: Candidate,
): Routed {
  const matching = routes.filter(({ match }) => matches(match, candidate));
  if (matching.length === 0) return { destinations: [...new Set(fallback)], routes: [], isFallback: true };
  const last = matching.findIndex(({ stop }) => stop);
  const asked = last < 0 ? matching : matching.slice(0, last + 1);
  return { destinations: [...new Set(asked.flatMap(({ to }) => to))], routes: asked, isFallback: false };
}
