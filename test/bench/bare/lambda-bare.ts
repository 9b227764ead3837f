// The least that Lambda runs.
export const handler = async (): Promise<unknown> => ({ batchItemFailures: [] });
