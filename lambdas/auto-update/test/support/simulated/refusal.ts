/**
 * An error as the SDK has it: `name` is AWS's code, `$metadata.httpStatusCode` the status.
 *
 * @param status of HTTP; default 400
 */
export function refusal(name: string, message: string, status = 400): Error {
  const error = new Error(message);
  error.name = name;
  return Object.assign(error, {
    $fault: status < 500 ? ('client' as const) : ('server' as const),
    $metadata: { httpStatusCode: status, requestId: '00000000-0000-4000-8000-000000000000', attempts: 1 },
  });
}
