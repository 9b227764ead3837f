import { pathToFileURL } from 'node:url';
import { configText, withConfigFile } from '../config.ts';
import { LambdaError } from '../error.ts';
import type { Operator, OperatorCommand } from '../operator.ts';
import { readCommandLine } from './command-line.ts';
import { bundleOf, findLambda } from './find-lambda.ts';
import { readInput, writeStdout } from './streams.ts';
import type { Surroundings } from './surroundings.ts';

/** What follows a Lambda's name. */
interface Question extends Surroundings {
  readonly args: readonly string[];
}

/**
 * Runs an operator's command of a Lambda, or prints its help.
 *
 * @throws LambdaError `LAMBDA_NOT_FOUND`, `USAGE`, `OUTPUT_FAILED`, and what {@link configText} or the command rejects with
 */
export async function operate(name: string, { args, env, cwd }: Question): Promise<void> {
  const lambda = findLambda(name, cwd);
  const operator = await operatorIn(bundleOf(lambda, 'operator'));
  const commands = [configCommand(operator), ...operator.commands];
  const line = await readCommandLine(args, {
    program: `kmscrypt-lambda ${name}`,
    usage: [`kmscrypt-lambda ${name} COMMAND [options]`],
    commands,
    epilogue: [`kmscrypt-lambda invoke ${name} --event FILE runs it`],
  });
  if (line.kind === 'text') return writeStdout(line.text);
  const command = commands.find((each) => each.name === line.name);
  const written: Promise<void>[] = [];
  try {
    await command?.run({
      options: line.values,
      env,
      read: (path) => readInput(path, cwd),
      print: (text) => {
        const write = writeStdout(text.endsWith('\n') ? text : `${text}\n`);
        // One that fails while the command goes on is awaited below.
        write.catch(() => {});
        written.push(write);
      },
    });
  } finally {
    await Promise.all(written);
  }
}

async function operatorIn(bundle: string): Promise<Operator> {
  const { operator }: { readonly operator?: Operator } = await import(pathToFileURL(bundle).href);
  if (operator !== undefined) return operator;
  throw new LambdaError('LAMBDA_NOT_FOUND', `${bundle} exports no operator`);
}

/** The command that every Lambda has. */
function configCommand(operator: Operator): OperatorCommand {
  const { configSchema, secretPaths } = operator;
  return {
    name: 'config',
    describe: 'check the config and print it with all defaults, without secrets',
    options: {
      config: {
        type: 'string',
        describe: 'the config file; default KMSCRYPT_CONFIG_FILE or KMSCRYPT_CONFIG',
      },
      open: {
        type: 'boolean',
        default: true,
        describe: 'open tokens and references, to check what they hold; --no-open asks nobody',
      },
    },
    run: async ({ options: { config: file, open: isOpened }, env, print }) => {
      const own = typeof file === 'string' ? withConfigFile(env, file) : env;
      print(
        await configText(configSchema, {
          env: own,
          secretPaths,
          isOpened: isOpened !== false,
          shown: operator.shown?.bind(operator),
        }),
      );
    },
  };
}
