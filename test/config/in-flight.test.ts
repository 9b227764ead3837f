import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { faultKms } from '../support/fault-kms.ts';
import { awsEnv } from '../support/kms-at.ts';
import { NODE } from '../support/programs.ts';
import { runCommand } from '../support/run.ts';

const DIST = fileURLToPath(new URL('../../packages/config/dist/', import.meta.url));

/** Runs a module that finds the package's files by `at(PATH)`; answers with what it wrote, as JSON. */
async function runModule(source: string, env: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const at = `const at = (path) => import(${JSON.stringify(DIST)} + path);`;
  const script = ['--input-type=module', '--eval', `${at}\n${source}`];
  const { stdout, stderr } = await runCommand([NODE, ...script], { env });
  if (stdout.length === 0) throw new Error(stderr);
  return JSON.parse(stdout.toString('utf8'));
}

it.each(['hang', 'stall'] as const)(
  'a process ends with its deadline, whatever has not been answered: %s',
  async (fault) => {
    using aws = await faultKms(() => fault);
    const began = performance.now();
    const source = `
    const [{ shareInFlight }, { secretsBroker }, { createSecretsClient }] = await Promise.all(
      ['brokers/in-flight.js', 'brokers/secrets.js', 'aws/secrets-manager.js'].map(at),
    );
    const client = createSecretsClient({}, undefined);
    const broker = secretsBroker({ clientOf: () => client, bounded: (call) => call() });
    const { ask } = shareInFlight(broker, { nameOf: ({ id }) => id });
    const ending = new AbortController();
    setTimeout(() => ending.abort(), 300);
    const keys = Array.from({ length: 50 }, (_, index) => ({ id: 's' + index }));
    const answers = await ask(keys, ending.signal);
    process.stdout.write(JSON.stringify(answers.map(({ error }) => error.code)));
  `;
    const codes = await runModule(source, awsEnv(aws.endpoint));
    expect(codes).toEqual(Array.from({ length: 50 }, () => 'ABORTED'));
    expect(aws.calls).toHaveLength(3);
    // A request lives for 10 s unless it is ended.
    expect(performance.now() - began).toBeLessThan(5_000);
  },
);

it('the AWS SDK is loaded by nothing but the clients', async () => {
  const source = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
    const sdk = () => loaded.filter((url) => url.includes('/@aws-sdk/')).length;
    const files = ['in-flight', 'secrets', 'parameters', 'parameter-trees'];
    await Promise.all(files.map((file) => at('brokers/' + file + '.js')));
    const before = sdk();
    await at('aws/ssm.js');
    process.stdout.write(JSON.stringify([before, sdk() > 0]));
  `;
  expect(await runModule(source)).toEqual([0, true]);
});
