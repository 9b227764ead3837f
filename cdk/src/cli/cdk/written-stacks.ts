import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../plan.ts';
import { ASSEMBLY } from './assembly.ts';

/** What is read of the manifest of an assembly. */
interface Manifest {
  readonly artifacts?: Readonly<Record<string, Artifact>>;
}

interface Artifact {
  readonly type?: string;
  readonly displayName?: string;
  readonly properties?: { readonly directoryName?: string };
}

/** Ids of the stacks that were written last, those of stages among them; undefined where there is no manifest that can be read. */
function writtenStacks(cwd: string): readonly string[] | undefined {
  try {
    return stacksIn(join(cwd, ASSEMBLY));
  } catch {
    return undefined;
  }
}

/** Ids of the stacks that were written last and are none of the plan: the app's author made them. */
export function ownStacks({ stacks }: Pick<Plan, 'stacks'>, cwd: string): readonly string[] {
  const planned = new Set(stacks.map(({ id }) => id));
  return (writtenStacks(cwd) ?? []).filter((id) => !planned.has(id));
}

function stacksIn(folder: string): readonly string[] {
  const { artifacts = {} }: Manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  return Object.entries(artifacts).flatMap(([key, { type, displayName = key, properties }]) => {
    if (type === 'aws:cloudformation:stack') return [displayName];
    const nested = type === 'cdk:cloud-assembly' ? properties?.directoryName : undefined;
    return nested === undefined ? [] : stacksIn(join(folder, nested));
  });
}
