import { hostScript } from '../../../lambdas/ssh-key-sync/build/script.ts';
import { type Bucket, makeBucket } from './bucket.ts';
import { type Host, startHost } from './host.ts';
import { type Imds, startImds } from './imds.ts';
import { hashOf, type ManifestText, manifestText } from './manifest.ts';
import type { TextOutcome } from './run-text.ts';

/** A host with the script on it, and what the script talks to. */
export interface KeyHost extends AsyncDisposable {
  readonly host: Host;
  readonly bucket: Bucket;
  readonly imds: Imds;
  /** Runs the script; its first argument is the command. */
  readonly script: (args: string) => Promise<TextOutcome>;
  /** What the script needs to know of where it is. */
  readonly env: Readonly<Record<string, string>>;
  /** Puts a manifest of the group into the bucket. */
  readonly publish: (manifest: Omit<ManifestText, 'group'> | string) => Promise<string>;
  /** Puts a manifest into the bucket, and has it applied as the command that tells hosts does. */
  readonly apply: (manifest: Omit<ManifestText, 'group'>) => Promise<TextOutcome>;
  /** The host's report: the values of each name, in their order. */
  readonly report: () => Promise<ReadonlyMap<string, readonly string[]>>;
}

export interface KeyHostOptions {
  /** Of its file system; see `startHost`. */
  readonly layers: readonly string[];
  /** Where S3 is. */
  readonly endpoint: string;
  /** Default: a new one. */
  readonly bucket?: Bucket | undefined;
  /** The text of the script; default: as the Lambda's build makes it. */
  readonly script?: string | undefined;
}

/** The host group of every such host. */
export const GROUP = 'dev-app';
/** Where the document puts it. */
export const COMMAND = '/usr/local/sbin/kmscrypt-ssh-keys';

/** Starts one, for the block that it is made in with `await using`. The script is there, but not installed. */
export async function startKeyHost({
  layers,
  endpoint,
  bucket: given,
  script: program = hostScript(),
}: KeyHostOptions): Promise<KeyHost> {
  const bucket = given ?? (await makeBucket(endpoint));
  const imds = await startImds();
  const host = await startHost(layers);
  await host.put(COMMAND, program, '755');
  const env = { AWS_ENDPOINT_URL_S3: endpoint, AWS_EC2_METADATA_SERVICE_ENDPOINT: imds.endpoint };
  const script: KeyHost['script'] = (args) => host.run(`${COMMAND} ${args}`, { env });
  const publish: KeyHost['publish'] = async (manifest) => {
    const text = typeof manifest === 'string' ? manifest : manifestText({ group: GROUP, ...manifest });
    await bucket.put(`manifests/${GROUP}/current`, text);
    return hashOf(text);
  };
  return {
    host,
    bucket,
    imds,
    script,
    env,
    publish,
    apply: async (manifest) =>
      script(`apply --version ${manifest.version} --sha256 ${await publish(manifest)}`),
    report: async () => parseReport((await bucket.get(`status/${imds.arn}`)) ?? ''),
    [Symbol.asyncDispose]: async () => {
      await host[Symbol.asyncDispose]();
      imds[Symbol.dispose]();
    },
  };
}

/** What the script is installed with. */
export function installArgs({ name, region }: Bucket): string {
  return `install --bucket ${name} --region ${region} --group ${GROUP}`;
}

/** Runs a command of the script that must end with this status. */
export async function expectStatus(outcome: Promise<TextOutcome>, expected = 0): Promise<TextOutcome> {
  const { stdout, stderr, status } = await outcome;
  if (status === expected) return { stdout, stderr, status };
  throw new Error(`status ${status} instead of ${expected}:\n${stdout}${stderr}`);
}

function parseReport(text: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [name = '', ...rest] = line.split(' ');
    values.set(name, [...(values.get(name) ?? []), rest.join(' ')]);
  }
  return values;
}
