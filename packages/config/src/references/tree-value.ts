import { ConfigError } from '../error.ts';
import type { ParameterTree } from '../brokers/broker.ts';

/**
 * A subtree of parameters as an object: `db/password` is `{ db: { password } }`.
 *
 * @throws ConfigError `KEY_REFUSED` where a parameter is also the folder of others
 */
export function treeValue(tree: ParameterTree): Readonly<Record<string, unknown>> {
  const root: Folder = new Map();
  for (const [name, value] of tree) {
    const steps = name.split('/');
    const last = steps.pop() ?? name;
    let folder = root;
    for (const step of steps) {
      const below = folder.get(step) ?? new Map();
      if (typeof below === 'string') throw twofold(name);
      folder.set(step, below);
      folder = below;
    }
    if (folder.has(last)) throw twofold(name);
    folder.set(last, value);
  }
  return plain(root);
}

type Folder = Map<string, string | Folder>;

function plain(folder: Folder): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Array.from(folder, ([key, value]) => [key, typeof value === 'string' ? value : plain(value)]),
  );
}

function twofold(name: string): ConfigError {
  const reason = `in the subtree ${name} is a parameter and the path of others; as an object it can be one only`;
  return new ConfigError('KEY_REFUSED', reason);
}
