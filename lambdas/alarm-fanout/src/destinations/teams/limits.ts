import type { Measure } from '../../words/cut.ts';

/**
 * Bytes of a whole request. Teams takes some 28 KB, and counts more than the bytes that were sent where a text is not ASCII: people have seen
 * it refuse 20 KB. Source: Microsoft, "Limits and specifications for Microsoft Teams", messages and cards by webhooks.
 */
export const MOST_OF_REQUEST = 20_000;

/** The request without a card's texts: its envelope, the card's own fields. */
export const ENVELOPE = 1_000;

/** Of a card. Source: Microsoft, "Cards reference": at most six actions. */
export const MOST_ACTIONS = 6;

/** The bytes that a text takes in JSON. */
export const inJson: Measure = (text) => Buffer.byteLength(JSON.stringify(text)) - 2;
