import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/** Where a Lambda writes what it has seen: structured logs, and metrics in CloudWatch's embedded metric format (EMF). */
export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** The one namespace of all metrics of this project. */
export const NAMESPACE = 'Kmscrypt';

/**
 * Both with the dimension or key `service`. The level of logs is Lambda's own setting, else that of `POWERTOOLS_LOG_LEVEL`;
 * default INFO.
 *
 * @param service the Lambda, such as `static-asset-invalidation`.
 */
export function createTelemetry(service: string): Telemetry {
  const logger = new Logger({ serviceName: service });
  return { logger, metrics: new Metrics({ namespace: NAMESPACE, serviceName: service, logger }) };
}
