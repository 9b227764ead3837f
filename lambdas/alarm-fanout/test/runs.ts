/** How often a property is tried: 200 times, or 5000 in the soak. */
export const RUNS: number = process.env['KMSCRYPT_SOAK'] ? 5000 : 200;
