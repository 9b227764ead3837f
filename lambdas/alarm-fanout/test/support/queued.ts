import type { Queued } from '@kmscrypt/lambda';

/** Of a message that came by ingest's queue; what it holds is of no matter. */
export const QUEUED: Queued = { queue: 'arn:aws:sqs:eu-central-1:111122223333:alarm-fanout', body: '{}' };
