import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { referenceArchitecture } from '../../src/app.ts';
import type { Config } from '../../src/config/schema.ts';
import { planOf } from '../../src/plan.ts';

/** A template, as far as the checks look at it. */
export interface PlainTemplate {
  readonly Resources: Readonly<Record<string, PlainResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
}

export interface PlainResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The templates of a config's stacks, by id such as `stage/network`, in the order of deployment. */
export function plainTemplatesOf(config: Config): ReadonlyMap<string, PlainTemplate> {
  const key = JSON.stringify(config);
  const made =
    MADE.get(key) ?? inFolder((outdir) => templatesIn(referenceArchitecture(config, { outdir }), config));
  MADE.set(key, made);
  return made;
}

/** By config: the same few are looked at by many tests. */
const MADE = new Map<string, ReadonlyMap<string, PlainTemplate>>();

/** The same, for aws-cdk-lib/assertions. */
export function templatesOf(config: Config): ReadonlyMap<string, Template> {
  return new Map(
    [...plainTemplatesOf(config)].map(([id, template]) => [id, Template.fromJSON({ ...template })]),
  );
}

/** Gives a folder for an assembly, which is gone afterwards. */
export function inFolder<T>(use: (outdir: string) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), 'kmscrypt-cdk-'));
  try {
    return use(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Synthesises an app of a config; throws where that would ask an account for something. */
export function templatesIn(app: App, config: Config): ReadonlyMap<string, PlainTemplate> {
  const { stacks, manifest } = app.synth();
  // What the CDK would look up in an account.
  if (manifest.missing !== undefined) throw new Error(`lookups: ${JSON.stringify(manifest.missing)}`);
  return new Map(
    planOf(config).stacks.map(({ id }) => {
      const artifact = stacks.find(({ displayName }) => displayName.replace(/ .*/, '') === id);
      if (artifact === undefined) throw new Error(`no stack ${id} in the assembly`);
      return [id, artifact.template as PlainTemplate] as const;
    }),
  );
}
