import { startMoto } from './start.ts';

/** moto, started for one test file; undefined where there is none, with one loud line. With CI=true that is a failure. */
export async function motoOfFile(): Promise<
  { readonly endpoint: string; readonly stop: () => Promise<void> } | undefined
> {
  const moto = await startMoto();
  if ('endpoint' in moto) return moto;
  const message = `NO MOTO: tests with it are skipped: ${moto.reason}`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`\n*** ${message} ***\n\n`);
  return undefined;
}
