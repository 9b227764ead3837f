import type { AwsAccess } from '@kmscrypt/core/aws-client';
import { type Logger, once } from '@kmscrypt/lambda';
import { ownerOfParameter } from '../parameter-name.ts';
import type { ParameterTree } from '../ports.ts';
import { SECURE_STRING } from '../public-key.ts';
import { allPages } from './all-pages.ts';
import { type CallsOptions, createCalls } from './calls.ts';

export interface ParameterTreeOptions extends CallsOptions {
  /** Default the Lambda's own. */
  readonly access?: AwsAccess | undefined;
  readonly region: string;
  /** Of the tree, such as `/ssh-keys`. */
  readonly path: string;
  readonly logger: Pick<Logger, 'warn'>;
}

/** At most so many are named in the log. */
const NAMED = 5;

/** The tree of parameters through the SDK, which loads with the first call. Takes `ssm:GetParametersByPath`. */
export function createParameterTree(options: ParameterTreeOptions): ParameterTree {
  const { access = {}, region, path, logger, ...paced } = options;
  const calls = createCalls('SSM', paced);
  const client = once(async () => {
    const { createParameters } = await import('./parameters-client.ts');
    return createParameters(access, region);
  });
  return {
    keys: async (signal, user) => {
      const subject = user === undefined ? path : `${path}/${user}`;
      const found = await allPages(`SSM GetParametersByPath with ${subject}`, (from) =>
        calls.ask({ operation: 'GetParametersByPath', subject, signal }, async () =>
          (await client()).below(subject, from, signal),
        ),
      );
      const all = (found ?? []).map(({ name, value, isSecure }) => ({
        name,
        value: isSecure ? SECURE_STRING : value,
        owner: ownerOfParameter(path, name),
      }));
      const foreign = all.filter(({ owner }) => owner === undefined).map(({ name }) => name);
      if (foreign.length > 0) {
        logger.warn('parameters of the tree are no keys of users: their names are not PATH/USERID/NAME', {
          count: foreign.length,
          names: foreign.slice(0, NAMED),
        });
      }
      return all.flatMap(({ owner, value }) => (owner === undefined ? [] : [{ ...owner, body: value }]));
    },
  };
}
