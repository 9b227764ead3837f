import { once } from './once.ts';

/**
 * Clients by region or another place, each made when it is first needed; where that fails, again the next time.
 *
 * @param keyOf the same for places that have a client in common; default the place itself
 */
export function keptClients<Place, Client>(
  make: (place: Place) => Promise<Client>,
  keyOf: (place: Place) => unknown = (place) => place,
): (place: Place) => Promise<Client> {
  const clients = new Map<unknown, () => Promise<Client>>();
  return (place) => {
    const key = keyOf(place);
    const client = clients.get(key) ?? once(() => make(place));
    clients.set(key, client);
    return client();
  };
}
