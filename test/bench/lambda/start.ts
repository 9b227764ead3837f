import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Env, Stage } from '../stage.ts';
import { type Heard, serveRuntimeApi } from './runtime-api.ts';

/** A start of a function under the runtime client. */
export interface Start {
  /** The beginning of the client's command line. */
  readonly client: readonly string[];
  readonly folder: string;
  /** `index` for what `index.mjs` exports as `handler`; default that. */
  readonly bundle?: string | undefined;
  /** Beside the stage's environment and what Lambda sets. */
  readonly env?: Env | undefined;
  /** What the function is invoked with. */
  readonly event: unknown;
}

/** Starts a function, has it answer once, and ends it; times are since before the process. Throws where it does not answer. */
export async function startLambda(stage: Stage, start: Start): Promise<Heard> {
  const { client, folder, bundle = 'index', env, event } = start;
  const handler = `${bundle}.handler`;
  const [file = '', ...args] = client;
  const api = await serveRuntimeApi(event);
  const began = performance.now();
  const child = spawn(file, [...args, handler], {
    cwd: folder,
    env: { ...stage.env, ...lambdaEnv(folder, handler), AWS_LAMBDA_RUNTIME_API: api.address, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = once(child, 'exit');
  try {
    const { ready, answered, answer } = await Promise.race([
      api.heard,
      ended.then(([status]) => {
        throw new Error(`${folder} ended with ${status} before it answered: ${errors}`);
      }),
    ]);
    return { ready: ready - began, answered: answered - began, answer };
  } finally {
    // It waits for another event.
    child.kill('SIGKILL');
    await ended;
    api.close();
  }
}

/** Source: AWS Lambda Developer Guide, "Defined runtime environment variables". */
function lambdaEnv(folder: string, handler: string): Env {
  return {
    _HANDLER: handler,
    LAMBDA_TASK_ROOT: folder,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: 'bench',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/bench',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/21/[$LATEST]bench',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_SESSION_TOKEN: 'synthetic',
  };
}
