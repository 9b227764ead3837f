export { readConfig, withConfigFile } from './config.ts';
export { counted } from './counted.ts';
export { LambdaError, type LambdaErrorCode, type LambdaErrorOptions } from './error.ts';
export { createHandler, type LambdaHandler, type LambdaParts, type Run } from './handler.ts';
export { type Hours, hoursNow, nextHours } from './hours.ts';
export { type Intake, intakeOf } from './intake.ts';
export { keptClients } from './kept-clients.ts';
export type { Logger } from './logger.ts';
export type { Message, Outcome, Queued } from './message.ts';
export type { Notice } from './notice.ts';
export { once } from './once.ts';
export { reasonOf } from './reason-of.ts';
export {
  createTableCaller,
  createTableCalls,
  KEYS_AT_ONCE,
  type ReadableTable,
  type TableCaller,
  type TableCalls,
  type TableCallsOptions,
} from './table-calls.ts';
export { spanText } from './span-text.ts';
export { timeText } from './time-text.ts';
export { createTelemetry, NAMESPACE, type Telemetry } from './telemetry.ts';
