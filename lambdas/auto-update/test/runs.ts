/** How often a property is tried: 200 times, or 1000 in the soak. */
export const RUNS: number = process.env['KMSCRYPT_SOAK'] ? 1000 : 200;
