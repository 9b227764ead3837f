import { CliError } from '../errors/cli-error.ts';

/**
 * Does something that has to answer in time; what takes no heed of the signal is waited for no longer either.
 *
 * @throws CliError `TIMEOUT`
 */
export async function within<Value>(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new CliError('TIMEOUT', `there was no answer within ${milliseconds / 1000} s`);
      // First, so that it is told rather than what the work makes of the signal.
      reject(error);
      controller.abort(error);
    }, milliseconds);
  });
  try {
    return await Promise.race([late, work(controller.signal)]);
  } finally {
    clearTimeout(timer);
  }
}
