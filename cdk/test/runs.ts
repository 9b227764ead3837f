/** How often a property is tried: in `npm test`, and in `npm run soak`. */
export const RUNS: number = process.env['KMSCRYPT_SOAK'] === undefined ? 100 : 1_000;
