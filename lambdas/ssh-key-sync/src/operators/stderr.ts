import { counted, type Logger } from '@kmscrypt/lambda';

/** Where it is told otherwise. */
export const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** Says on a terminal how much there is still to be read, in one line that is written over. */
export function showProgress(left: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u{1B}[Kreading IAM: ${counted(left, 'read')} to go`);
}

export function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u{1B}[K');
}
