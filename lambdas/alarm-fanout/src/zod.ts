import { config, locales } from 'zod/mini';

// zod/mini says nothing of its own accord.
config(locales.en());

/** zod/mini, whose problems are told in English. */
export * from 'zod/mini';
