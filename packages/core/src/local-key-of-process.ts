import type { LocalKey } from './local-key.ts';

/** The local key as the process's environment tells it; what reads it loads only then. */
export async function localKeyOfProcess(): Promise<LocalKey> {
  const { readLocalKey } = await import('./local-key-file.ts');
  return readLocalKey(process.env);
}
