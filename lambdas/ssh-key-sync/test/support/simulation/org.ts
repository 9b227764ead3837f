import { type Api } from './cloud-trail.ts';
import { ed25519Body, rsaBody } from './key-bodies.ts';
import { Spans } from './spans.ts';
import { factOf, isParameter, type Truth, type TruthUser } from './truth.ts';

/** What was done, and what it began or ended. */
export interface Deed {
  readonly api: Api;
  readonly source: string;
  readonly at: number;
  readonly facts: readonly { readonly fact: string; readonly isThere: boolean }[];
}

/** Administrators and users: each method does one thing at a time, and tells of it as CloudTrail would. */
export interface Org {
  create(source: string, name: string, at: number): TruthUser;
  join(user: TruthUser, group: string, at: number): void;
  leave(user: TruthUser, group: string, at: number): void;
  upload(user: TruthUser, at: number, bits?: number): void;
  setActive(user: TruthUser, key: string, options: { readonly isActive: boolean; readonly at: number }): void;
  deleteKey(user: TruthUser, key: string, at: number): void;
  putParameter(user: TruthUser, name: string, at: number): void;
  deleteParameter(user: TruthUser, name: string, at: number): void;
  rename(user: TruthUser, to: string, at: number): void;
  /** As the console does it: out of all groups, without keys, then gone; all within a second. */
  remove(user: TruthUser, at: number): void;
}

export function createOrg(truth: Truth, tell: (deed: Deed) => void): Org {
  const nameOf = (user: TruthUser, at: number): string => truth.nameAt(user, at) ?? 'nobody';
  const org: Org = {
    create: (source, name, at) => {
      const user = truth.create(source, name, at);
      tell({ api: { name: 'CreateUser', user: name, id: user.id }, source, at, facts: [] });
      return user;
    },
    join: (user, group, at) => {
      const fact = factOf(user.id, group);
      truth.fact(fact).begin(at);
      const api: Api = { name: 'AddUserToGroup', user: nameOf(user, at), group: group.split(':')[1] ?? '' };
      tell({ api, source: user.source, at, facts: [{ fact, isThere: true }] });
    },
    leave: (user, group, at) => {
      const fact = factOf(user.id, group);
      truth.fact(fact).end(at);
      const api: Api = {
        name: 'RemoveUserFromGroup',
        user: nameOf(user, at),
        group: group.split(':')[1] ?? '',
      };
      tell({ api, source: user.source, at, facts: [{ fact, isThere: false }] });
    },
    upload: (user, at, bits = 2_048) => {
      const count = truth.users.reduce((sum, { keys }) => sum + keys.length, 1);
      const id = `APKAEXAMPLE${String(count).padStart(5, '0')}`;
      const body = rsaBody(id, bits);
      const life = new Spans();
      life.begin(at);
      truth.addKey(user, { id, body, life });
      const fact = factOf(user.id, id);
      // One that is refused opens nothing.
      const isThere = bits >= 2_048;
      if (isThere) truth.fact(fact).begin(at);
      const api: Api = { name: 'UploadSSHPublicKey', user: nameOf(user, at), key: id, body };
      tell({ api, source: user.source, at, facts: isThere ? [{ fact, isThere }] : [] });
    },
    setActive: (user, key, { isActive, at }) => {
      const fact = factOf(user.id, key);
      if (isActive) truth.fact(fact).begin(at);
      else truth.fact(fact).end(at);
      const api: Api = { name: 'UpdateSSHPublicKey', user: nameOf(user, at), key, isActive };
      tell({ api, source: user.source, at, facts: [{ fact, isThere: isActive }] });
    },
    deleteKey: (user, key, at) => {
      const fact = factOf(user.id, key);
      truth.fact(fact).end(at);
      user.keys.find(({ id }) => id === key)?.life.end(at);
      const api: Api = { name: 'DeleteSSHPublicKey', user: nameOf(user, at), key };
      tell({ api, source: user.source, at, facts: [{ fact, isThere: false }] });
    },
    putParameter: (user, name, at) => {
      const id = `parameter:${name}`;
      const fact = factOf(user.id, id);
      const known = user.keys.find((key) => key.id === id);
      const key = known ?? { id, body: ed25519Body(fact), life: new Spans() };
      if (known === undefined) truth.addKey(user, key);
      key.life.begin(at);
      truth.fact(fact).begin(at);
      const api: Api = { name: 'PutParameter', id: user.id, parameter: name };
      tell({ api, source: 'own', at, facts: [{ fact, isThere: true }] });
    },
    deleteParameter: (user, name, at) => {
      const id = `parameter:${name}`;
      const fact = factOf(user.id, id);
      user.keys.find((key) => key.id === id)?.life.end(at);
      truth.fact(fact).end(at);
      const api: Api = { name: 'DeleteParameter', id: user.id, parameter: name };
      tell({ api, source: 'own', at, facts: [{ fact, isThere: false }] });
    },
    rename: (user, to, at) => {
      const name = nameOf(user, at);
      user.names.push({ from: at, name: to });
      tell({ api: { name: 'UpdateUser', user: name, to }, source: user.source, at, facts: [] });
    },
    remove: (user, at) => {
      const name = nameOf(user, at);
      for (const group of truth.groups.keys())
        if (truth.fact(factOf(user.id, group)).isAt(at)) org.leave(user, group, at);
      for (const { id, life } of user.keys)
        if (!isParameter(id) && life.isAt(at)) org.deleteKey(user, id, at);
      const facts = [
        ...[...truth.groups.keys()].map((group) => factOf(user.id, group)),
        ...user.keys.filter(({ id }) => !isParameter(id)).map(({ id }) => factOf(user.id, id)),
      ].filter((fact) => truth.fact(fact).all.length > 0);
      truth.remove(user, at);
      const api: Api = { name: 'DeleteUser', user: name };
      tell({ api, source: user.source, at, facts: facts.map((fact) => ({ fact, isThere: false })) });
    },
  };
  return org;
}
