import type { OpenToken } from './brokers/tokens.ts';
import { type Purpose, withDeadline } from './deadline.ts';
import { ConfigError } from './error.ts';
import { interpolateTree } from './interpolate-tree.ts';
import { checkOptions, type LoadOptions } from './load-options.ts';
import type { Loaded } from './loaded.ts';
import type { Problem } from './problem.ts';
import type { Run } from './read-wanted.ts';
import { resolveTree } from './resolve-tree.ts';
import { locate } from './schema/locate.ts';
import { validate } from './schema/validate.ts';
import { rememberSecrets } from './secrets/redact.ts';
import type { SecretsOfConfig } from './secrets/secrets-of-config.ts';
import { wrapSecrets } from './secrets/wrap.ts';
import { readSources } from './sources/read-sources.ts';
import type { ConfigSource } from './sources/source.ts';
import { type Node, plainOf } from './tree/node.ts';

/** Loads once. */
export type Load<Config> = (signal: AbortSignal | undefined, purpose: Purpose) => Promise<Loaded<Config>>;

/**
 * Prepares loading a config, once or again and again: read, plan, resolve, validate.
 *
 * @throws ConfigError `INVALID_OPTION`
 */
export function createLoad(
  source: ConfigSource | readonly ConfigSource[],
  options: LoadOptions,
): Load<unknown> {
  checkOptions(options);
  const sources = isList(source) ? source : [source];
  const opened = new Map<string, OpenToken>();
  // A fleet starts at once, but does not read again at once.
  let startJitter = options.startJitter ?? 0;
  return (outer, purpose) => {
    const times = { deadline: options.deadline, startJitter };
    startJitter = 0;
    return withDeadline(
      (signal) => load(sources, { options, signal, opened, startJitter: times.startJitter }),
      { ...times, signal: outer, purpose },
    );
  };
}

function isList(source: ConfigSource | readonly ConfigSource[]): source is readonly ConfigSource[] {
  return Array.isArray(source);
}

async function load(sources: readonly ConfigSource[], run: Run<LoadOptions>): Promise<Loaded<unknown>> {
  const { options, signal } = run;
  const { env = process.env, schema, secrets: form = 'plain' } = options;
  const problems: Problem[] = [];
  const read = await readSources(sources, { env, signal, problems });
  const tree = options.interpolate === true ? interpolateTree(read, env, problems) : read;
  const { values, secrets } = await resolveTree(tree, run, problems);
  const input = plainOf(tree, (leaf) => (values.has(leaf) ? values.get(leaf) : leaf.value));
  // Remembered before the schema sees them: what it logs can be redacted.
  rememberSecrets(secrets.plaintexts);
  const output = schema === undefined ? input : await validated(input, { schema, secrets, tree });
  if (form === 'plain') return { config: output };
  return { config: wrapSecrets(output, secrets, { encrypted: options.encrypted, input }) };
}

async function validated(
  input: unknown,
  {
    schema,
    secrets,
    tree,
  }: { readonly schema: unknown; readonly secrets: SecretsOfConfig; readonly tree: Node },
): Promise<unknown> {
  try {
    return await validate(schema, input, secrets);
  } catch (error) {
    // oxlint-disable-next-line eslint/preserve-caught-error -- the same problems, with their places
    throw error instanceof ConfigError ? await locate(error, tree) : error;
  }
}
