import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Path } from '../config/path.ts';
import { bundleFolder } from './bundle-folder.ts';

/** What the schema of a Lambda finds in a config. */
export interface SchemaIssue {
  readonly path: Path;
  readonly message: string;
  /** Where keys are not known at the path: these. */
  readonly keys?: readonly string[] | undefined;
}

/** As far as it is used: https://standardschema.dev */
interface StandardSchema {
  readonly '~standard': { readonly validate: (value: unknown) => Checked | Promise<Checked> };
}

interface Checked {
  readonly issues?: readonly Issue[] | undefined;
}

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  /** Of zod. */
  readonly keys?: readonly string[] | undefined;
}

/**
 * Has a Lambda's own schema check a config, as `kmscrypt-lambda` does. Tokens and references are taken for what they have to hold:
 * nothing is opened, and nobody is asked.
 *
 * @param bundle folder in `dist/lambdas`, such as `alarm-fanout`
 * @returns all that it finds; none where the Lambda will start with it
 * @throws where the bundle is not there, as the package has not been built
 */
export async function schemaIssues(bundle: string, config: unknown): Promise<readonly SchemaIssue[]> {
  const file = join(bundleFolder(bundle), 'operator.mjs');
  const { operator }: { readonly operator: { readonly configSchema: StandardSchema } } = await import(
    pathToFileURL(file).href
  );
  const { issues = [] } = await operator.configSchema['~standard'].validate(config);
  return issues.map(({ path = [], message, keys }) => ({ path: path.map(stepOf), message, keys }));
}

function stepOf(step: PropertyKey | { readonly key: PropertyKey }): Path[number] {
  const key = typeof step === 'object' ? step.key : step;
  return typeof key === 'number' ? key : String(key);
}
