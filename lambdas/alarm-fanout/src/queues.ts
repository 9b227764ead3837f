/** Puts messages into FIFO queues. */
export interface Queues {
  /**
   * Sends all of them, in their order within a queue and group.
   *
   * @returns those that were not taken, by id, with the reason. Never rejects.
   */
  send(messages: readonly QueueMessage[], signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
}

export interface QueueMessage {
  /** For the answer. */
  readonly id: string;
  /** ARN of the queue. */
  readonly queue: string;
  /** Of a FIFO queue. */
  readonly group?: string | undefined;
  /** Of a FIFO queue: within five minutes SQS takes it only once. */
  readonly deduplicationId?: string | undefined;
  readonly body: string;
}

/** The queue of a destination. @param queues what the config has */
export function queueOf(queues: string, destination: string): string {
  return `${queues}${destination}.fifo`;
}

/** Where that goes which a destination refuses. @param queues what the config has */
export function deadLettersOf(queues: string, destination: string): string {
  return deadLettersOfQueue(queueOf(queues, destination));
}

/** The dead-letter queue of a queue: `NAME-dead-letters`, with `.fifo` where that has it. @param queue its ARN */
export function deadLettersOfQueue(queue: string): string {
  return queue.replace(/(?:\.fifo)?$/, '-dead-letters$&');
}

/** Where the queues are, and the functions with them. @param queues what the config has */
export function ownPlace(queues: string): { readonly account: string; readonly region: string } {
  const [, , , region = '', account = ''] = queues.split(':');
  return { account, region };
}
