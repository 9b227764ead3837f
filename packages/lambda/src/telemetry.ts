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
 * @param service the Lambda, such as `static-asset-invalidation`; `POWERTOOLS_SERVICE_NAME` replaces it, where an account has
 *   the Lambda more than once.
 */
export function createTelemetry(service: string): Telemetry {
  const serviceName = process.env['POWERTOOLS_SERVICE_NAME'] || service;
  const logger = new Logger({ serviceName });
  return { logger, metrics: new Metrics({ namespace: NAMESPACE, serviceName, logger }) };
}
