import { type Draft, SHARED_ACCOUNTS } from '../draft.ts';
import type { Path } from '../path.ts';

/** Whether what the Lambda finds at a path (within its config) may be so only because of what was written wrongly elsewhere. */
export function isDoubtful(path: Path, draft: Draft): boolean {
  const [part, name, key] = path;
  const isWrong = (...at: Path): boolean => draft.isStandIn(['sshKeys', ...at]);
  if (part === 'hosts' && key === 'tags' && path.length === 3) return arePlacesDoubtful(draft);
  if (part === 'hosts' && (key === 'login' || key === 'sudo')) return isWrong('sources');
  if (part === 'uids' || (part === 'breakGlass' && name === 'uid'))
    return isWrong('uids', 'from') || isWrong('uids', 'to');
  return part === 'names' && isWrong('breakGlass', 'login');
}

/** Hosts of two groups are told apart by their accounts and tags. */
function arePlacesDoubtful({ sshKeys, environments, isStandIn }: Draft): boolean {
  const accounts = [...SHARED_ACCOUNTS, ...environments.map(({ path }) => [...path, 'account'])];
  const groups = Object.entries(sshKeys?.hosts ?? {}).flatMap(([name, { tags = {} }]) => {
    const at = ['sshKeys', 'hosts', name];
    const values = Object.entries(tags).flatMap(([tag, each]) => [
      [...at, 'tags', tag],
      ...(typeof each === 'string' ? [] : each.map((_, index) => [...at, 'tags', tag, index])),
    ]);
    return [[...at, 'environment'], [...at, 'tags'], ...values];
  });
  return [...accounts, ...groups].some(isStandIn);
}
