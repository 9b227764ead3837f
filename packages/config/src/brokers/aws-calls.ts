import { awsError, type FailedCall, RUN_FAILURES } from '@kmscrypt/core/aws-client';
import { KmscryptError } from '@kmscrypt/core/error';
import { retry, type RetryOptions } from '@kmscrypt/core/retry';

/** How a broker reaches a service of AWS. */
export interface AwsBrokerOptions<Client> {
  /** The client of a region; undefined means the one that the SDK finds. Asked for before each call. */
  readonly clientOf: (region: string | undefined) => Promise<Client>;
  /** Makes a call as soon as the bound of the run lets it. */
  readonly bounded: <T>(call: () => Promise<T>) => Promise<T>;
  /** The region of keys that name none. */
  readonly region?: string | undefined;
  /** How calls to a region are tried again; asked for once a region. */
  readonly retryOptions?: ((region: string | undefined) => Omit<RetryOptions, 'signal'>) | undefined;
}

/** What error names of a service mean. */
export type Service = Required<Pick<FailedCall, 'service' | 'codes'>>;

/** The calls of one read that go to one region. */
export interface RegionCalls<Client> {
  readonly region: string | undefined;
  /**
   * Makes a call, within the bound and tried again. After a failure that concerns them all, no further call is made: each
   * fails with that one.
   *
   * @param name of what is asked for, for the message; undefined where it is many things.
   * @throws KmscryptError; `ABORTED` with the failure that was to be tried again as its cause
   */
  readonly call: <T>(
    operation: string,
    name: string | undefined,
    send: (client: Client, signal: AbortSignal) => Promise<T>,
  ) => Promise<T>;
}

/** Makes the calls of reads; what is kept between reads is how a region's calls are tried again. */
export function awsCalls<Client>(
  service: Service,
  { clientOf, bounded, retryOptions = () => ({}) }: AwsBrokerOptions<Client>,
): (region: string | undefined, signal: AbortSignal) => RegionCalls<Client> {
  const retries = new Map<string | undefined, Omit<RetryOptions, 'signal'>>();
  return (region, signal) => {
    const retrying = retries.get(region) ?? retryOptions(region);
    retries.set(region, retrying);
    let end: KmscryptError | undefined;

    const call: RegionCalls<Client>['call'] = (operation, keyId, send) => {
      let last: KmscryptError | undefined;
      const attempt = async () => {
        try {
          return await send(await clientOf(region), signal);
        } catch (error) {
          const failure = awsError(error, { ...service, operation, region, keyId });
          if (failure.code !== 'ABORTED') last = failure;
          throw failure;
        }
      };
      return bounded(async () => {
        if (signal.aborted) throw aborted();
        if (end !== undefined) throw end;
        try {
          return await retry(attempt, { ...retrying, signal });
        } catch (error) {
          if (!(error instanceof KmscryptError)) throw error;
          if (error.code === 'ABORTED') throw aborted(last ?? error.cause);
          if (!concernsAll(error)) throw error;
          // Calls that fail alike fail with one error, so that it can be told once.
          end ??= error;
          throw end;
        }
      });
    };
    return { region, call };
  };
}

/** The role that the credentials come from is refused, not what is asked for. */
const NO_ROLE = /\bsts:AssumeRole/u;

/** Whether a failure is of the run rather than of the secret or parameter that was asked for. */
export function concernsAll({ code, message }: KmscryptError): boolean {
  return RUN_FAILURES.has(code) || (code === 'ACCESS_DENIED' && NO_ROLE.test(message));
}

/** Whether a refused call for many may succeed for some of them. */
export function mayConcernOne(error: KmscryptError): boolean {
  return !concernsAll(error) && error.code !== 'AWS_FAILED';
}

/** Of causes only a failure is kept: that the signal has ended the run is what the code says. */
function aborted(last?: unknown): KmscryptError {
  const cause = last instanceof KmscryptError ? last : undefined;
  return new KmscryptError('ABORTED', 'the run was ended', { cause });
}
