/** By statement, what ministack does itself without asking IAM: it reads the queue and writes the log. */
export const NOT_CHECKED: Readonly<Record<string, readonly string[]>> = {
  Logs: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Queue: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
};
/** What hides messages. */
export const HIDE = {
  action: 'sqs:ChangeMessageVisibility',
  asked: 'sqs:ChangeMessageVisibilityBatch',
} as const;

export interface Row {
  readonly name: string;
  /** Statements and actions that are taken out of the policy. */
  readonly gone: readonly string[];
  /** What is then not authorized, by the log. */
  readonly refused: readonly string[];
  readonly isInvalidated: boolean;
  /** Instead of the README's. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Whether the policy calls actions as ministack does; default no. */
  readonly isTranslated?: boolean;
}

export const INVALIDATE = 'cloudfront:CreateInvalidation';
const NO_TABLE = { table: undefined, budget: undefined };

export const ROWS: readonly Row[] = [
  { name: 'Invalidate', gone: ['Invalidate'], refused: [INVALIDATE, HIDE.asked], isInvalidated: false },
  {
    name: 'Invalidate, translated',
    gone: ['Invalidate'],
    isTranslated: true,
    refused: [INVALIDATE],
    isInvalidated: false,
  },
  {
    name: 'Invalidate and Queue, translated',
    gone: ['Invalidate', 'Queue'],
    isTranslated: true,
    refused: [INVALIDATE, HIDE.asked],
    isInvalidated: false,
  },
  {
    name: 'Remember',
    gone: ['Remember'],
    refused: ['dynamodb:BatchGetItem', HIDE.asked],
    isInvalidated: false,
  },
  { name: 'Remember and a table', gone: ['Remember'], config: NO_TABLE, refused: [], isInvalidated: true },
  {
    name: 'UpdateItem of Remember',
    gone: ['dynamodb:UpdateItem'],
    refused: ['dynamodb:UpdateItem'],
    isInvalidated: true,
  },
  { name: 'List', gone: ['List'], refused: ['s3:ListBucket'], isInvalidated: true },
  // These two are what cannot be checked; if a later version of ministack does, these rows fail.
  { name: 'Queue', gone: ['Queue'], refused: [], isInvalidated: true },
  { name: 'Logs', gone: ['Logs'], refused: [], isInvalidated: true },
];
