/** How many calls run at once unless told otherwise. */
export const DEFAULT_CONCURRENCY = 32;
