import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceArchitecture } from '../../../cdk/src/app.ts';
import type { Config } from '../../../cdk/src/config/schema.ts';
import { planOf, type StackPlan } from '../../../cdk/src/plan.ts';

/** A stack as it is deployed. */
export interface SynthesisedStack {
  readonly plan: StackPlan;
  readonly template: Template;
  readonly tags: Readonly<Record<string, string>>;
  /** Where the template is to be found when its assets are there. */
  readonly templateUrl: string;
  readonly assets: readonly Asset[];
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** A file, or a folder that is sent as a zip, and where it goes. */
export interface Asset {
  readonly path: string;
  readonly isFolder: boolean;
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

interface Manifest {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string; readonly packaging: 'file' | 'zip' };
        readonly destinations: Readonly<
          Record<
            string,
            { readonly bucketName: string; readonly objectKey: string; readonly region?: string }
          >
        >;
      }
    >
  >;
}

/** Synthesises a config, into a folder; the stacks are in the order of the plan. */
export function synthesise(config: Config, outdir: string): readonly SynthesisedStack[] {
  const assembly = referenceArchitecture(config, { outdir, analyticsReporting: false }).synth();
  const artifacts = assembly.stacksRecursively;
  return planOf(config).stacks.map((plan) => {
    const artifact = artifacts.find(
      ({ stackName, environment }) =>
        stackName === plan.stackName &&
        environment.account === plan.account &&
        environment.region === plan.region,
    );
    if (artifact === undefined) throw new Error(`${plan.id} has not been synthesised`);
    const { directory } = artifact.assembly;
    const file = artifact.templateFile.replace(/\.template\.json$/, '.assets.json');
    const manifest = JSON.parse(readFileSync(join(directory, file), 'utf8')) as Manifest;
    return {
      plan,
      template: artifact.template as Template,
      tags: artifact.tags,
      templateUrl: artifact.stackTemplateAssetObjectUrl ?? '',
      assets: assetsIn(manifest, directory, plan.region),
    };
  });
}

function assetsIn({ files = {} }: Manifest, directory: string, home: string): Asset[] {
  return Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ bucketName, objectKey, region = home }) => ({
      path: join(directory, source.path),
      isFolder: source.packaging === 'zip',
      bucket: bucketName,
      key: objectKey,
      region,
    })),
  );
}
