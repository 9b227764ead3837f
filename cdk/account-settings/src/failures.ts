import type { Pause } from './setting.ts';

/** Whether what was thrown is an answer of AWS by one of these names. */
export function isNamed(error: unknown, names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

/** What a call answers, or undefined where AWS answers by one of these names. */
export async function unless<T>(names: readonly string[], call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isNamed(error, names)) return undefined;
    throw error;
  }
}

/** Tries that {@link patiently} makes: with the pauses between them about half a minute. */
const ATTEMPTS = 6;

/** Repeats a call while AWS answers by one of these names: what was just made elsewhere is not seen everywhere at once. */
export async function patiently<T>(
  names: readonly string[],
  { sleep, random }: Pause,
  call: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (attempt === ATTEMPTS || !isNamed(error, names)) throw error;
    }
    await sleep(1_000 * 2 ** (attempt - 1) * (0.5 + random() / 2));
  }
}
