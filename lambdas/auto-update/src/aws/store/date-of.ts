import type { GetItemCommand } from '@aws-sdk/client-dynamodb';

/** Reads the header `Date` of what answers a command, which AWS sets by its own clock. @returns what was read last, in milliseconds */
export function dateOf({
  middlewareStack,
}: Pick<GetItemCommand, 'middlewareStack'>): () => number | undefined {
  let date: number | undefined;
  middlewareStack.add(
    (next) => async (given) => {
      const answer = await next(given);
      const time = Date.parse(headerIn(answer.response));
      date = Number.isNaN(time) ? undefined : time;
      return answer;
    },
    // Outside of what takes the answer apart, which is of this step too.
    { step: 'deserialize', priority: 'high' },
  );
  return () => date;
}

/** The SDK's response, whose header names are in lower case. */
function headerIn(response: unknown): string {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return '';
  const { headers } = response;
  if (typeof headers !== 'object' || headers === null || !('date' in headers)) return '';
  return typeof headers.date === 'string' ? headers.date : '';
}
