import { KmscryptError } from '@kmscrypt/core/error';

/** Lambda always has one; an emulator takes any. */
const DEFAULT = 'us-east-1';

/** The region of AWS_REGION, AWS_DEFAULT_REGION or the profile; else us-east-1. */
export async function regionOf(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const named = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'];
  if (named) return named;
  // The SDK takes a moment to load.
  const { awsCaller } = await import('@kmscrypt/core/aws-caller');
  try {
    // Without credentials: whether these will do is for the Lambda to find out.
    return await awsCaller({ env: {} }, undefined).region();
  } catch (error) {
    if (error instanceof KmscryptError && error.code === 'REGION_MISSING') return DEFAULT;
    throw error;
  }
}
