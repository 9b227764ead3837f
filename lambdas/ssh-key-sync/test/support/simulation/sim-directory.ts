import type { Directory, ParameterTree } from '../../../src/ports.ts';
import { call, type Reading, type See } from './reading.ts';
import type { Spans } from './spans.ts';
import { factOf, isParameter, type Truth, type TruthUser } from './truth.ts';

/**
 * IAM of one source, eventually consistent: each call is answered as things were at any instant of the last minute, by chance,
 * without any order among calls; a list of two pages is of two such instants.
 */
export function simDirectory(source: string, reading: Reading): Directory {
  const { truth } = reading;
  return {
    members: (group, signal) =>
      call(reading, undefined, signal, (instant, see) => {
        const name = `${source}:${group}`;
        if (truth.groups.get(name)?.isAt(instant()) !== true) return undefined;
        const pages = [instant(), instant()];
        return truth.users.flatMap((user, index) => {
          const at = pages[index % 2] ?? 0;
          see(factOf(user.id, name), at);
          const userName = truth.nameAt(user, at);
          const isMember = userName !== undefined && truth.fact(factOf(user.id, name)).isAt(at);
          return isMember ? [{ id: user.id, name: userName, created: dateOf(user.life) }] : [];
        });
      }),
    user: (name, signal) =>
      call(reading, `${source}:${name}`, signal, (instant, see) => {
        const at = instant();
        const user = truth.named(source, name, at);
        seeGone(user, { truth, source, name, at, see });
        return user === undefined ? undefined : { id: user.id, name, created: dateOf(user.life) };
      }),
    groupsOf: (name, signal) =>
      call(reading, `${source}:${name}`, signal, (instant, see) => {
        const at = instant();
        const user = truth.named(source, name, at);
        seeGone(user, { truth, source, name, at, see });
        if (user === undefined) return undefined;
        const own = [...truth.groups.keys()].filter((group) => group.startsWith(`${source}:`));
        for (const group of own) see(factOf(user.id, group), at);
        const its = own.filter((group) => truth.fact(factOf(user.id, group)).isAt(at));
        return [...its.map((group) => group.slice(source.length + 1)), 'of-no-interest'];
      }),
    keys: (name, signal) =>
      call(reading, `${source}:${name}`, signal, (instant, see) => {
        const at = instant();
        const user = truth.named(source, name, at);
        seeGone(user, { truth, source, name, at, see });
        if (user === undefined) return undefined;
        const keys = user.keys.filter(({ id }) => !isParameter(id));
        for (const { id } of keys) see(factOf(user.id, id), at);
        return keys
          .filter(({ life }) => life.isAt(at))
          .map(({ id, life }) => ({
            id,
            isActive: truth.fact(factOf(user.id, id)).isAt(at),
            uploaded: dateOf(life),
          }));
      }),
    body: (name, id, signal) =>
      call(reading, `${source}:${name}`, signal, (instant) => {
        const at = instant();
        const key = truth.named(source, name, at)?.keys.find((each) => each.id === id);
        return key?.life.isAt(at) === true ? `${key.body} of ${name}` : undefined;
      }),
  };
}

/** The tree of parameters; as consistent as IAM. */
export function simParameters(reading: Reading): ParameterTree {
  const { truth } = reading;
  return {
    keys: (signal, only) =>
      call(reading, undefined, signal, (instant, see) => {
        const at = instant();
        const asked = truth.users.filter(({ id }) => only === undefined || id === only);
        return asked.flatMap((user) =>
          user.keys
            .filter(({ id }) => isParameter(id))
            .flatMap(({ id, life, body }) => {
              see(factOf(user.id, id), at);
              return life.isAt(at) ? [{ user: user.id, name: id.slice('parameter:'.length), body }] : [];
            }),
        );
      }),
  };
}

/** As IAM has dates: in whole seconds. */
function dateOf({ all: [first] }: Spans): number | undefined {
  return first === undefined ? undefined : Math.floor(first.from / 1_000) * 1_000;
}

interface Asking {
  readonly truth: Truth;
  readonly source: string;
  readonly name: string;
  readonly at: number;
  readonly see: See;
}

/** Who had the name, and is no more, is seen to have nothing. */
function seeGone(found: TruthUser | undefined, { truth, source, name, at, see }: Asking): void {
  for (const user of truth.everNamed(source, name)) {
    if (user === found || user.life.isAt(at)) continue;
    for (const group of truth.groups.keys()) see(factOf(user.id, group), at);
    for (const { id } of user.keys) if (!isParameter(id)) see(factOf(user.id, id), at);
  }
}
