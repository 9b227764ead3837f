import { readFile } from 'node:fs/promises';
import { LambdaError } from '../error.ts';
import type { OperatorCommand } from '../operator.ts';

/** A Lambda's part for hosts. */
export interface HostPart {
  /** With the script and `document.json`, as they were built; ends with a slash. */
  readonly folder: URL;
  /** The name of its file. */
  readonly script: string;
  /** A line for the help. */
  readonly describe: string;
}

/** The command `host-script`, which prints the part for hosts as it was built. */
export function hostScriptCommand({ folder, script, describe }: HostPart): OperatorCommand {
  return {
    name: 'host-script',
    describe,
    options: {
      document: {
        type: 'boolean',
        default: false,
        describe: 'the document of SSM instead, which has the script in it',
      },
    },
    run: async ({ options: { document }, print }) => {
      print(await part(document === true ? 'document.json' : script, folder));
    },
  };
}

async function part(name: string, folder: URL): Promise<string> {
  try {
    return await readFile(new URL(name, folder), 'utf8');
  } catch (cause) {
    throw new LambdaError('LAMBDA_NOT_FOUND', `the host part is not built: ${name} is not there`, {
      cause,
      hints: ['npm run build builds it'],
    });
  }
}
