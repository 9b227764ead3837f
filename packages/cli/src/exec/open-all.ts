import type { ResolveOptions } from '@kmscrypt/config';
import type { LocalKey } from '@kmscrypt/core/local-key';
import { CliError, errorOfSource } from '../errors/cli-error.ts';
import { type AwsOptionValues, type AwsSettings, chooseAws } from '../settings/choose.ts';
import { findRules } from '../settings/find-rules.ts';
import type { Surroundings } from '../table/command.ts';
import type { ConfigFile } from './config-file.ts';
import { configProblems } from './config-problems.ts';
import type { Origin } from './origin.ts';
import type { Variables } from './original-environment.ts';

export interface OpenOptions extends Surroundings {
  readonly aws: AwsOptionValues;
  /** In milliseconds. */
  readonly deadline: number | undefined;
  readonly startJitter: number | undefined;
}

/** What was opened. */
export interface Opened {
  readonly variables: Variables;
  /** The texts of the files that had something to open. */
  readonly texts: ReadonlyMap<ConfigFile, string>;
}

/**
 * Opens variables and files, all together. Where there is nothing to open nothing is loaded.
 *
 * @throws CliError all that fails, as `errors`
 */
export async function openAll(
  origins: readonly Origin[],
  files: readonly ConfigFile[],
  options: OpenOptions,
): Promise<Opened> {
  const groups = await groupBySettings(origins, files, options);
  const parts = groups.flatMap((group) => {
    const how = resolveOptions(group.settings, options);
    return [openVariables(group.origins, how), openTexts(group.files, how)];
  });
  const settled = await Promise.allSettled(parts);
  const errors = settled.flatMap((part) => (part.status === 'rejected' ? problemsOf(part.reason) : []));
  if (errors.length > 0) throw new CliError('SEVERAL', 'something cannot be opened', { errors });
  const opened = settled.flatMap((part) => (part.status === 'fulfilled' ? [part.value] : []));
  return {
    variables: new Map(opened.flatMap(({ variables }) => [...variables])),
    texts: new Map(opened.flatMap(({ texts }) => [...texts])),
  };
}

/** What is reached in one way. */
interface Group {
  readonly settings: AwsSettings;
  readonly origins: Origin[];
  readonly files: ConfigFile[];
}

/** Files may have rules of their own; what has none is reached as the command line and the environment say. */
async function groupBySettings(
  origins: readonly Origin[],
  files: readonly ConfigFile[],
  { aws, env, cwd }: OpenOptions,
): Promise<readonly Group[]> {
  const groups = new Map<string, Group>();
  const groupOf = async (location: string | undefined): Promise<Group> => {
    const settings = chooseAws(aws, await findRules(location, cwd), env);
    const name = JSON.stringify(settings);
    const group = groups.get(name) ?? { settings, origins: [], files: [] };
    groups.set(name, group);
    return group;
  };
  for (const origin of origins) (await groupOf(origin.location)).origins.push(origin);
  for (const file of files) {
    if (file.text !== undefined) (await groupOf(file.location)).files.push(file);
  }
  return Array.from(groups.values());
}

function resolveOptions(
  { region, profile, roleArn, context }: AwsSettings,
  { env, deadline, startJitter }: OpenOptions,
): ResolveOptions {
  return { region, profile, roleArn, context, env, deadline, startJitter, localKey: () => localKey(env) };
}

/** Loaded only where a token needs it. */
async function localKey(env: Surroundings['env']): Promise<LocalKey> {
  const { readLocalKey } = await import('@kmscrypt/core/local-key-file');
  return readLocalKey(env);
}

const NO_VARIABLES: Variables = new Map();
const NO_TEXTS: Opened['texts'] = new Map();

async function openVariables(origins: readonly Origin[], options: ResolveOptions): Promise<Opened> {
  if (origins.length === 0) return { variables: NO_VARIABLES, texts: NO_TEXTS };
  const { resolveVariables } = await import('@kmscrypt/config/variables');
  const sources = origins.map(({ name, location, variables }) => ({
    source: name,
    location,
    variables: Object.fromEntries(variables),
  }));
  const variables = await resolveVariables(sources, options);
  return { variables: new Map(Object.entries(variables)), texts: NO_TEXTS };
}

async function openTexts(files: readonly ConfigFile[], options: ResolveOptions): Promise<Opened> {
  if (files.length === 0) return { variables: NO_VARIABLES, texts: NO_TEXTS };
  const { resolveTexts } = await import('@kmscrypt/config/text');
  const resolvable = files.map(({ target, text = '', format, location }) => ({
    source: target.file,
    text,
    format,
    location,
  }));
  const texts = await resolveTexts(resolvable, options);
  return { variables: NO_VARIABLES, texts: new Map(files.map((file, index) => [file, texts[index] ?? ''])) };
}

function problemsOf(reason: unknown): readonly CliError[] {
  const error = errorOfSource(reason, undefined);
  const problems = configProblems(error) ?? (error instanceof CliError ? [error] : undefined);
  if (problems === undefined) throw error;
  return problems;
}
