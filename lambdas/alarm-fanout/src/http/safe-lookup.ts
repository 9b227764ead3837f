import { lookup as systemLookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { DeliveryError } from '../delivery-error.ts';
import { addressKind } from './address-guard.ts';

/** What a name resolves to. Rejects where there is no answer. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** As the operating system has it. */
export const systemResolve: Resolve = async (hostname) => systemLookup(hostname, { all: true });

/**
 * A look-up for `https.request`, that gives it no address that must not be reached: what has been looked at is what is connected to, and a
 * name that changes its mind in between changes nothing.
 */
export function safeLookup({
  host,
  resolve,
  isOwn,
}: {
  /** For messages. */
  readonly host: string;
  readonly resolve: Resolve;
  readonly isOwn: boolean;
}): LookupFunction {
  const find = async (hostname: string): Promise<readonly Address[]> => {
    const found = await resolve(hostname);
    if (found.length === 0)
      throw new DeliveryError('NOT_NOW', `${host}: it has no address`, { why: 'NETWORK' });
    for (const { address } of found) assertReachable(address, { host, isOwn });
    return found;
  };
  return (hostname, options, callback) => {
    const answer = async (): Promise<void> => {
      const [error, found] = await find(hostname).then(
        (addresses) => [null, addresses] as const,
        (reason: unknown) => [reason instanceof Error ? reason : new Error(String(reason)), []] as const,
      );
      const [first] = found;
      if (error !== null) callback(error, '');
      else if (options.all === true) callback(null, [...found]);
      else callback(null, first?.address ?? '', first?.family);
    };
    void answer();
  };
}

/**
 * Refuses an address that is not public.
 *
 * @param options.isOwn whether it may be private
 * @throws DeliveryError `REFUSED`
 */
export function assertReachable(
  address: string,
  { host, isOwn }: { readonly host: string; readonly isOwn: boolean },
): void {
  const kind = addressKind(address);
  if (kind === 'public' || (kind === 'private' && isOwn)) return;
  const remedy = kind === 'private' ? ', which `private` has to name' : '';
  throw new DeliveryError('REFUSED', `${host}: its address is ${kind}${remedy}`);
}
