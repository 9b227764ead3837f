import { KmscryptError } from '@kmscrypt/core/error';
import { regionOf } from '../operator/region.ts';

/** Lambda always has one; an emulator takes any. */
const DEFAULT = 'us-east-1';

/** The region of AWS_REGION, AWS_DEFAULT_REGION or the profile; else us-east-1. */
export async function regionOrDefault(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  try {
    return await regionOf(env);
  } catch (error) {
    if (error instanceof KmscryptError && error.code === 'REGION_MISSING') return DEFAULT;
    throw error;
  }
}
