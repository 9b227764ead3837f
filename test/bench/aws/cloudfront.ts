/** Where CreateInvalidation goes (API reference). */
const INVALIDATION = /^\/2020-05-31\/distribution\/[^/]+\/invalidation\/?$/;

/** Whether a request is one of CloudFront's, which have their operation in the path. */
export function isInvalidation(path: string): boolean {
  return INVALIDATION.test(path);
}

/** What CreateInvalidation answers with. */
export function createdInvalidation(): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Invalidation xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">
  <Id>IEXAMPLE</Id>
  <Status>InProgress</Status>
  <CreateTime>2026-11-21T12:00:00Z</CreateTime>
  <InvalidationBatch>
    <Paths><Quantity>1</Quantity><Items><Path>/</Path></Items></Paths>
    <CallerReference>bench</CallerReference>
  </InvalidationBatch>
</Invalidation>`;
}
