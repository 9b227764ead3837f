/** Of a `header`, and so on: Slack developer documentation, "Blocks" and "Block elements". */
export const MOST_HEADER = 150;
export const MOST_TEXT = 3_000;
export const MOST_URL = 3_000;

/**
 * All that a message's blocks say. Slack answers `msg_blocks_too_long` from some 12,000 characters on, containers counted in; the number
 * is not documented, and people have seen it with 11,300 (slackapi/bolt-js issues 2509 and 2867).
 */
export const MOST_OF_MESSAGE = 8_000;

/** The same, of a message with few containers. */
export const MOST_OF_PLAIN_MESSAGE = 10_500;
