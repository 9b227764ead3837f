/** A message names its keys before anything is authenticated, and each may cost a KMS call; so their number is bounded. */
export const MAX_KEYS = 16;
