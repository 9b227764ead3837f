import { once } from '@kmscrypt/lambda';

/** Clients by region, each made when it is first needed; where that fails, again the next time. */
export function byRegion<Region extends string | undefined, Client>(
  make: (region: Region) => Promise<Client>,
): (region: Region) => Promise<Client> {
  const clients = new Map<Region, () => Promise<Client>>();
  return (region) => {
    const client = clients.get(region) ?? once(() => make(region));
    clients.set(region, client);
    return client();
  };
}
