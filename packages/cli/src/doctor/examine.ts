import type { Invocation } from '../table/command.ts';
import type { DoctorOptions } from '../table/doctor.ts';
import { VERSION } from '../version.ts';
import type { AwsChecks } from './aws.ts';
import { type Check, ok, skip } from './check.ts';
import { checkLocalKey, tryLocalKey } from './local-key.ts';
import { planOf } from './plan.ts';
import { checkProgram, type Runtime } from './program.ts';
import { checkRules } from './rules.ts';

const WITHOUT_AWS: AwsChecks = {
  access: ['region', 'credentials', 'identity', 'clock'].map((name) =>
    skip(name, 'the local key needs no AWS'),
  ),
  keys: [],
};

/** Looks at everything that encrypting and decrypting need, from the ground up. */
export async function examine(
  { options, env, cwd }: Invocation<DoctorOptions>,
  runtime: Runtime,
): Promise<readonly Check[]> {
  const rules = await checkRules(options.filename, cwd);
  const plan = planOf(options, rules.found, env);
  const local = checkLocalKey(env, plan.local);
  const onlyLocal = plan.local && plan.kmsKeyIds.length === 0;
  const { checkAws } = await import('./aws.ts');
  const aws = onlyLocal ? WITHOUT_AWS : await checkAws(plan, env);
  const noKey = plan.noKey && [
    plan.noKey,
    ...['encrypt', 'data key', 'decrypt'].map((name) => skip(name, 'there is no key')),
  ];
  return [
    checkProgram(VERSION, runtime),
    rules.check,
    ...aws.access,
    local.check,
    ...(noKey ?? []),
    ...aws.keys,
    ...(plan.local ? [ok('key', `local (${plan.keyOrigin})`), ...(await tryLocalKey(local.key))] : []),
  ];
}
