/** The `--key-id` that stands for the local key. */
export const LOCAL_KEY_ID = 'local';
