import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LambdaError } from '../error.ts';

/** A Lambda that is installed. */
export interface FoundLambda {
  readonly name: string;
  /** Of its package. */
  readonly folder: string;
}

const SCOPE = '@kmscrypt';
const PREFIX = 'lambda-';
/** Of Lambdas and of their bundles. */
const NAME = /^[a-z][a-z0-9-]*$/;

/**
 * Finds the package `@kmscrypt/lambda-NAME`, as seen from the user's folder, then from this package.
 *
 * @throws LambdaError `LAMBDA_NOT_FOUND`
 */
export function findLambda(name: string, cwd: string): FoundLambda {
  const found = NAME.test(name) ? placesOf(cwd).flatMap((require) => packageOf(require, name) ?? []) : [];
  const [folder] = found;
  if (folder !== undefined) return { name, folder };
  const there = lambdasFound(cwd);
  throw new LambdaError('LAMBDA_NOT_FOUND', `there is no Lambda ${JSON.stringify(name)}`, {
    hints: [
      there.length === 0 ? 'none is installed here' : `there are: ${there.join(', ')}`,
      `npm install ${SCOPE}/${PREFIX}NAME adds one`,
    ],
  });
}

/** The names of all that can be found. */
export function lambdasFound(cwd: string): readonly string[] {
  const folders = placesOf(cwd).flatMap((require) => require.resolve.paths(`${SCOPE}/x`) ?? []);
  const names = folders.flatMap((folder) => {
    const scope = join(folder, SCOPE);
    return existsSync(scope) ? readdirSync(scope).filter((each) => each.startsWith(PREFIX)) : [];
  });
  return [...new Set(names)].map((name) => name.slice(PREFIX.length)).toSorted((a, b) => a.localeCompare(b));
}

/**
 * The path of one of a Lambda's bundles.
 *
 * @param bundle `index`, `operator`, or one of several handlers.
 * @throws LambdaError `LAMBDA_NOT_FOUND`
 */
export function bundleOf({ name, folder }: FoundLambda, bundle: string): string {
  const dist = join(folder, 'dist');
  const file = join(dist, `${bundle}.mjs`);
  if (NAME.test(bundle) && existsSync(file)) return file;
  const there = existsSync(dist) ? readdirSync(dist).filter((each) => each.endsWith('.mjs')) : [];
  if (there.length === 0) {
    throw new LambdaError('LAMBDA_NOT_FOUND', `${name} is not built: there is nothing in ${dist}`, {
      hints: ['npm run build builds it'],
    });
  }
  throw new LambdaError(
    'LAMBDA_NOT_FOUND',
    `${name} has no bundle ${JSON.stringify(bundle)}: ${file} is not there`,
    {
      hints: [
        `it has ${there.map((each) => each.slice(0, -'.mjs'.length)).join(', ')}`,
        'npm run build builds what is new',
      ],
    },
  );
}

function placesOf(cwd: string): readonly NodeJS.Require[] {
  return [createRequire(join(cwd, 'package.json')), createRequire(import.meta.url)];
}

function packageOf(require: NodeJS.Require, name: string): string | undefined {
  try {
    return dirname(require.resolve(`${SCOPE}/${PREFIX}${name}/package.json`));
  } catch {
    return undefined;
  }
}
