/** A metric, and what it may be. */
export interface Watched extends WatchedMetric {
  /** Alarm above this; or, where `isDue` or `isLow`, below it. */
  readonly threshold: number;
  /** How many periods in a row; default one. */
  readonly periods?: number | undefined;
  /** Whether it is the absence that is wrong: of what comes all the time. Default no. */
  readonly isDue?: boolean | undefined;
  /** Whether too little is wrong, but nothing at all is not. Default no. */
  readonly isLow?: boolean | undefined;
  /** For who is woken up: what it means, and what to do. */
  readonly description: string;
}

export interface WatchedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum' | 'Minimum';
}

/** A metric of a queue, by its name. */
export function ofQueue(queue: string, metricName: string): WatchedMetric {
  return { namespace: 'AWS/SQS', metricName, dimensions: { QueueName: queue }, statistic: 'Maximum' };
}

/** Of the errors of a function, by its name. */
export function ofErrors(functionName: string, statistic: WatchedMetric['statistic']): WatchedMetric {
  return {
    namespace: 'AWS/Lambda',
    metricName: 'Errors',
    dimensions: { FunctionName: functionName },
    statistic,
  };
}
