/** Shows on a terminal what is being done now, over what was shown before; the empty text clears it. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${text.slice(0, process.stderr.columns - 1)}`);
}
