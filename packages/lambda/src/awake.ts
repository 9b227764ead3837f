/** In milliseconds; any would do. */
const TURN = 60_000;

/**
 * Keeps the process awake until some work is done. Where nothing but a timer or socket that does not count as work (`unref`)
 * is waited for, such as an AbortSignal.timeout, Node has nothing to do, and Lambda then ends the invocation as failed.
 * Source: aws-lambda-ric, Runtime.NodeJsExit.
 */
export async function awake<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => {}, TURN);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
