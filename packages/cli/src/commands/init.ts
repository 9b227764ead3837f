import { KmscryptError } from '@kmscrypt/core/error';
import { LOCAL_KEY_ID } from '@kmscrypt/core/local-key-id';
import { readLocalKey } from '@kmscrypt/core/local-key-file';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import schema from '../../schema/kmscrypt.schema.json' with { type: 'json' };
import { filesBelow } from '../init/config-files.ts';
import { nextSteps } from '../init/next-steps.ts';
import { proposeRules } from '../init/propose.ts';
import { rulesText } from '../init/rules-text.ts';
import { schemaPath } from '../init/schema-path.ts';
import { existsAlready, writeShared } from '../init/write-shared.ts';
import { writeStderr, writeStdout } from '../io/streams.ts';
import type { Invocation, Surroundings } from '../table/command.ts';
import type { InitOptions } from '../table/init.ts';

const FILE = '.kmscrypt.yaml';
const NAMES = [FILE, '.kmscrypt.yml'];

/** `kmscrypt init`: a `.kmscrypt.yaml` for what is there. */
export async function run({ options, env, cwd }: Invocation<InitOptions>): Promise<void> {
  if (options.schema) return writeStdout([`${JSON.stringify(schema, undefined, 2)}\n`]);
  const existing = NAMES.find((name) => existsSync(join(cwd, name)));
  if (existing !== undefined) throw existsAlready(existing);
  const asked = options['key-id'];
  const keyIds = asked.length > 0 || !hasLocalKey(env) ? asked : [LOCAL_KEY_ID];
  const rules = {
    keyIds,
    region: options['aws-region'],
    proposals: proposeRules(filesBelow(cwd)),
    schema: schemaPath(cwd),
  };
  writeShared({ path: join(cwd, FILE), text: rulesText(rules), source: FILE });
  writeStderr(nextSteps(rules, asked).map((step) => `kmscrypt: note: ${step}`));
}

function hasLocalKey(env: Surroundings['env']): boolean {
  try {
    readLocalKey(env);
    return true;
  } catch (error) {
    if (error instanceof KmscryptError) return false;
    throw error;
  }
}
