import type { DestinationConfig, Ports } from '../destination.ts';
import { judge } from '../http/judge.ts';
import type { AllowedHost, HttpAnswer, HttpRequest } from '../http/post.ts';

export interface PostToOptions {
  readonly config: Pick<DestinationConfig, 'timeout'> & { readonly private?: AllowedHost | undefined };
  readonly ports: Pick<Ports, 'post' | 'clock' | 'signal'>;
  /** What messages must not quote. */
  readonly secrets: readonly string[];
  /** What messages call who answers, such as where its host is a secret, too; default its host. */
  readonly known?: string | undefined;
  /** Of an answer, what is judged of it; default all. */
  readonly read?: ((answer: HttpAnswer) => HttpAnswer) | undefined;
}

/**
 * Posts to a destination, within its time and to its hosts only.
 *
 * @returns what has been judged
 * @throws DeliveryError where it has not been taken
 */
export async function postTo(
  request: HttpRequest,
  { config, ports: { post, clock, signal }, secrets, known, read = (answer) => answer }: PostToOptions,
): Promise<HttpAnswer> {
  const { timeout, private: allowed } = config;
  const answer = read(await post(request, { timeout: timeout * 1000, allowed, known, signal }));
  judge(answer, { who: known ?? new URL(request.url).host, now: clock.now(), secrets });
  return answer;
}
