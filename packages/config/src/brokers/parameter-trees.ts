import { KmscryptError } from '@kmscrypt/core/error';
import type { Answer } from '../answer.ts';
import { ConfigError } from '../error.ts';
import { answerOf, type Asked } from './aws-answer.ts';
import { type AwsBrokerOptions, awsCalls, type RegionCalls } from './aws-calls.ts';
import type { Broker, ParameterTree, ParameterTreeKey } from './broker.ts';
import { readByRegion } from './by-region.ts';
import { SSM } from './parameter-service.ts';
import type { ParametersClient, ParameterValue } from './parameters-client.ts';

/**
 * Subtrees of SSM's parameters, several at once; the pages of one have to be read one after another. SSM does not tell an
 * empty subtree from none: both are `SECRET_NOT_FOUND`.
 */
export function parameterTreesBroker(
  options: AwsBrokerOptions<ParametersClient>,
): Broker<ParameterTreeKey, ParameterTree> {
  const callsOf = awsCalls(SSM, options);
  return {
    read: (keys, signal) =>
      readByRegion(keys, options.region, async (ofRegion, region) => {
        const calls = callsOf(region, signal);
        const answers = ofRegion.map(async (key) => [key, await readTree(key, calls)] as const);
        return new Map(await Promise.all(answers));
      }),
  };
}

type Calls = RegionCalls<ParametersClient>;

function readTree({ path, account }: ParameterTreeKey, calls: Calls): Promise<Answer<ParameterTree>> {
  const { region } = calls;
  const asked = { service: 'SSM', kind: 'tree', name: `${path}/*`, region };
  return answerOf(asked, async () => {
    const tree = new Map<string, string>();
    for await (const { arn, name, value } of parametersBelow(path || '/', asked, calls)) {
      const own = arn?.split(':')[4];
      if (account !== undefined && own !== undefined && own !== account) return foreignAccount(account, own);
      if (name === undefined || value === undefined) throw incomplete(asked, 'without names or values');
      tree.set(name.startsWith(`${path}/`) ? name.slice(path.length + 1) : name, value);
    }
    if (tree.size > 0) return { ok: true, value: tree };
    const place = region === undefined ? '' : ` in ${region}`;
    const reason = `there is no parameter below ${path || '/'}${place}`;
    return { ok: false, error: new KmscryptError('SECRET_NOT_FOUND', reason) };
  });
}

/** GetParametersByPath takes no ARN: it reads the account that the credentials are of. */
function foreignAccount(account: string, own: string): Answer<ParameterTree> {
  const reason = `SSM gives subtrees of the account ${own} alone, which the credentials are of; refer to each parameter of ${account} by its ARN`;
  return { ok: false, error: new ConfigError('REFERENCE_INVALID', reason) };
}

async function* parametersBelow(path: string, asked: Asked, { call }: Calls): AsyncGenerator<ParameterValue> {
  const seen = new Set<string>();
  let nextToken: string | undefined;
  do {
    const token = nextToken;
    const page = await call('GetParametersByPath', asked.name, (client, signal) =>
      client.getBelow(path, { nextToken: token, signal }),
    );
    yield* page.parameters;
    nextToken = page.nextToken || undefined;
    if (nextToken === undefined) return;
    if (seen.has(nextToken)) throw incomplete(asked, 'with the same page twice');
    seen.add(nextToken);
  } while (true);
}

function incomplete({ name }: Asked, how: string): KmscryptError {
  return new KmscryptError('AWS_FAILED', `SSM GetParametersByPath of ${name} failed: it answered ${how}`);
}
