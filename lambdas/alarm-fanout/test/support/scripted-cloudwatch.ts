import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished, vi } from 'vitest';

export type CloudWatchOperation =
  | 'DescribeAlarms'
  /** DescribeAlarms of the alarms in a rule. */
  | 'Children'
  | 'ListTagsForResource'
  | 'ListAlarmMuteRules'
  | 'DescribeAlarmHistory'
  | 'AssumeRole';

export interface Asked {
  readonly operation: CloudWatchOperation;
  readonly input: Readonly<Record<string, unknown>>;
  /** Whose key the request is signed with. */
  readonly accessKey: string | undefined;
  readonly region: string | undefined;
}

/** What is answered, as JSON, with a status that is not 200 with `__type`; or nothing, or a broken connection. */
export type Answer = { readonly status?: number; readonly body: object } | 'hang' | 'reset';

/** By operation and the number of its request, from 1; what is not there answers an empty object. */
export type Script = Partial<Record<CloudWatchOperation, (input: Asked['input'], number: number) => Answer>>;

/** Points the SDK of this process at a CloudWatch and an STS that answer as they are told, until the test ends. */
export async function scriptedCloudWatch(script: Script): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(message);
    const [accessKey, , region] =
      /Credential=([^,]+)/.exec(message.headers.authorization ?? '')?.[1]?.split('/') ?? [];
    const { operation, input } = requestOf(String(message.headers['x-amz-target'] ?? ''), body);
    asked.push({ operation, input, accessKey, region });
    const number = asked.filter((each) => each.operation === operation).length;
    const scripted = script[operation]?.(input, number) ?? { body: {} };
    if (scripted === 'reset') message.socket.resetAndDestroy();
    else if (scripted !== 'hang' && operation === 'AssumeRole') {
      const { status = 200, body: failure } = scripted;
      response
        .writeHead(status, { 'content-type': 'text/xml' })
        .end(status === 200 ? ASSUMED : refusedIn(failure));
    } else if (scripted !== 'hang') {
      const headers = { 'content-type': 'application/x-amz-json-1.0' };
      response.writeHead(scripted.status ?? 200, headers).end(JSON.stringify(scripted.body));
    }
  };
  const server = createServer((message, response) => void answer(message, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
    vi.unstubAllEnvs();
  });
  for (const name of Object.keys(process.env)) {
    if (/^AWS_|proxy$/i.test(name)) vi.stubEnv(name, undefined);
  }
  const settings = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'own',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  return asked;
}

function requestOf(target: string, body: string): Pick<Asked, 'operation' | 'input'> {
  // STS is asked by a form.
  if (target === '') return { operation: 'AssumeRole', input: Object.fromEntries(new URLSearchParams(body)) };
  const input = JSON.parse(body) as Asked['input'];
  const operation = target.split('.').at(-1) as CloudWatchOperation;
  return { operation: 'ChildrenOfAlarmName' in input ? 'Children' : operation, input };
}

function refusedIn(body: object): string {
  const [code] = Object.values(body).map(String);
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;
}

const ASSUMED = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>assumed</AccessKeyId><SecretAccessKey>test</SecretAccessKey><SessionToken>test</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
