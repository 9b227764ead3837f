import { KmscryptError } from '@kmscrypt/core/error';

/**
 * The region of AWS_REGION, AWS_DEFAULT_REGION or the profile.
 *
 * @throws KmscryptError `REGION_MISSING` where none of them names one
 */
export async function regionOf(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const named = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'];
  if (named) return named;
  // The SDK takes a moment to load.
  const { awsCaller } = await import('@kmscrypt/core/aws-caller');
  try {
    // Without credentials: whether these will do is for the Lambda to find out.
    return await awsCaller({ env: {} }, undefined).region();
  } catch (cause) {
    if (cause instanceof KmscryptError && cause.code === 'REGION_MISSING')
      throw new KmscryptError('REGION_MISSING', 'no region is set', { cause });
    throw cause;
  }
}
