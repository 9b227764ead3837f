import type { DestinationConfig, Ports } from '../destination.ts';
import { judge } from '../http/judge.ts';
import type { AllowedHost, HttpAnswer, HttpRequest } from '../http/post.ts';

export interface PostToOptions {
  readonly config: Pick<DestinationConfig, 'timeout'> & { readonly private?: AllowedHost | undefined };
  readonly ports: Pick<Ports, 'post' | 'clock' | 'signal'>;
  /** What messages must not quote. */
  readonly secrets: readonly string[];
  /** Of an answer, what is judged of it; default all. */
  readonly read?: ((answer: HttpAnswer) => HttpAnswer) | undefined;
}

/**
 * Posts to a destination, within its time and to its hosts only.
 *
 * @throws DeliveryError where it has not been taken
 */
export async function postTo(
  request: HttpRequest,
  { config, ports: { post, clock, signal }, secrets, read = (answer) => answer }: PostToOptions,
): Promise<void> {
  const { timeout, private: allowed } = config;
  const answer = await post(request, { timeout: timeout * 1000, allowed, signal });
  judge(read(answer), { who: new URL(request.url).host, now: clock.now(), secrets });
}
