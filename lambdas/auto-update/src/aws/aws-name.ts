/** What AWS calls an error, whether it is the SDK's or has been told in our words since; empty where it is none of AWS's. */
export function awsNameOf(error: unknown): string {
  const own = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  // Query protocols leave `Exception` out of some names.
  return own instanceof Error ? own.name.replace(/Exception$/, '') : '';
}
