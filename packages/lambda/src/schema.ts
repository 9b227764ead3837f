import { config, locales } from 'zod/mini';
import { wordsOf } from './schema/words.ts';

// package.json names this file as the one with a side effect: a bundler would leave these words out otherwise.
config({
  // zod/mini says nothing of its own accord.
  ...locales.en(),
  customError: wordsOf,
});

/** zod/mini, whose problems are told in English. */
export * from 'zod/mini';
export { fieldsOf, listOf, type Problem, problem } from './schema/check-parts.ts';
export { areDisjoint } from './schema/disjoint-tags.ts';
export { hoursOfDay } from './schema/hours-of-day.ts';
export { keysElsewhere } from './schema/keys-elsewhere.ts';
export { recordOf } from './schema/record-of.ts';
export { timezone } from './schema/timezone.ts';
