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

/** The queue of a destination. @param queuePrefix `queues` of the config */
export function queueOf(queuePrefix: string, destination: string): string {
  return `${queuePrefix}${destination}.fifo`;
}

/** Where that goes which a destination refuses. @param queuePrefix `queues` of the config */
export function deadLettersOf(queuePrefix: string, destination: string): string {
  return deadLettersOfQueue(queueOf(queuePrefix, destination));
}

/** The dead-letter queue of a queue: `NAME-dead-letters`, with `.fifo` where that has it. @param queue its ARN */
export function deadLettersOfQueue(queue: string): string {
  return queue.replace(/(?:\.fifo)?$/, '-dead-letters$&');
}

/** Where the queues are, and the functions with them. @param queuePrefix `queues` of the config */
export function ownPlace(queuePrefix: string): { readonly account: string; readonly region: string } {
  const [, , , region = '', account = ''] = queuePrefix.split(':');
  return { account, region };
}
