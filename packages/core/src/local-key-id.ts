/** The `--key-id` that stands for the local key. In a file of its own, so that naming it does not load node:crypto. */
export const LOCAL_KEY_ID = 'local';
