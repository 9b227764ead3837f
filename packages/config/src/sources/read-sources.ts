import { abortedRun, ConfigError, severalProblems } from '../error.ts';
import { errorOfProblems, type Problem } from '../problem.ts';
import { merge } from '../tree/merge.ts';
import { EMPTY, type Node } from '../tree/node.ts';
import type { Origin } from '../tree/origin.ts';
import { isPlain, treeOf } from '../tree/tree-of.ts';
import { checkSource } from './check-source.ts';
import { ENVIRONMENT, environmentTree } from './environment.ts';
import { readFileSource } from './read-file.ts';
import { type ConfigSource, fileSource, isEnvSource, isFileSource } from './source.ts';

export interface ReadOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Takes what is wrong with values. */
  readonly problems: Problem[];
}

/** An object's literals are read as YAML reads them: JSON's and a few more. */
const OBJECT: Origin = { name: 'object', format: 'yaml' };

/**
 * Reads all sources and lays each over those before it.
 *
 * @throws ConfigError of all sources that cannot be read; `INVALID_OPTION` for what is none
 */
export async function readSources(sources: readonly ConfigSource[], options: ReadOptions): Promise<Node> {
  const { problems, signal } = options;
  const settled = await Promise.allSettled(sources.map((source) => readSource(source, options)));
  const failures = settled.flatMap((each) => (each.status === 'rejected' ? [errorOf(each.reason)] : []));
  if (failures.length > 0) {
    const others = problems.length === 0 ? [] : [await errorOfProblems(problems)];
    throw severalProblems([...failures, ...others]);
  }
  if (signal.aborted) throw abortedRun();
  return settled.reduce<Node>((base, each) => {
    const over = each.status === 'fulfilled' ? each.value : undefined;
    if (over === undefined) return base;
    const tree = typeof over === 'function' ? over(base) : over;
    return merge(base, tree);
  }, EMPTY);

  function errorOf(reason: unknown): ConfigError {
    if (reason instanceof ConfigError) return reason;
    throw reason;
  }

  async function readSource(
    source: ConfigSource,
    { env }: ReadOptions,
  ): Promise<Node | ((base: Node) => Node) | undefined> {
    checkSource(source);
    if (typeof source === 'string' || source instanceof URL) return readFileTree(fileSource(source));
    if (isFileSource(source)) return readFileTree(source);
    // What the environment overrides is read by the keys that are there.
    if (isEnvSource(source)) return (base) => environmentTree(source, { base, env, problems });
    return treeOf(source, source === process.env ? ENVIRONMENT : OBJECT, problems);
  }

  async function readFileTree(source: ReturnType<typeof fileSource>): Promise<Node | undefined> {
    const read = await readFileSource(source, signal);
    if (read === undefined) return undefined;
    if (sources.length === 1 || isPlain(read.value)) return treeOf(read.value, read.origin, problems);
    const what = Array.isArray(read.value) ? 'a list' : 'one value';
    const reason = `it holds ${what}, and would replace all that is below; a layer is a map, of keys and values`;
    throw new ConfigError('FORMAT_NOT_PARSABLE', reason, { source: read.origin.name });
  }
}
