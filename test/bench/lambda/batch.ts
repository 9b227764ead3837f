/** What Lambda gives a function that reads a queue: one message with this body. Source: Lambda Developer Guide, "Using Lambda with Amazon SQS". */
export function batchOf(body: unknown): unknown {
  return {
    Records: [
      {
        messageId: '059f36b4-87a3-44ab-83d2-661975830a7d',
        receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
        body: JSON.stringify(body),
        attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1795262400000' },
        messageAttributes: {},
        md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:bench',
        awsRegion: 'us-east-1',
      },
    ],
  };
}

/** What S3 sends to try out a notification. */
export const TEST_EVENT: unknown = {
  Service: 'Amazon S3',
  Event: 's3:TestEvent',
  Time: '2026-11-21T12:00:00.000Z',
  Bucket: 'example-site',
};

/** What EventBridge sends of a new object. */
export const OBJECT_CREATED: unknown = {
  version: '0',
  id: '17793124-05d4-b198-2fde-7ededc63b103',
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: '111122223333',
  time: '2026-11-21T12:00:00Z',
  region: 'us-east-1',
  resources: ['arn:aws:s3:::example-site'],
  detail: {
    version: '0',
    bucket: { name: 'example-site' },
    object: { key: 'about/index.html', size: 5, etag: 'b57f9512698f4b09e608f4f2a65852e5', sequencer: '0061' },
    'request-id': 'N4N7GDK58NMKJ12R',
    requester: '111122223333',
    reason: 'PutObject',
  },
};
