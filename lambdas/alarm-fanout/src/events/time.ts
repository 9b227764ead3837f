/** With or without milliseconds; `Z`, `+0000` or nothing behind it. */
const TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A time as CloudWatch writes it (`2026-11-21T02:14:07.415+0000`) or EventBridge (`2026-11-21T02:14:07Z`), in ISO 8601 in UTC
 * with milliseconds: the same change has the same time by every way.
 *
 * @returns undefined for anything else
 */
export function timeOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  // Examples in the documentation have blanks in their times.
  const [, local = '', offset = 'Z'] = TIME.exec(value.slice(0, 50).replaceAll(' ', '')) ?? [];
  const time = new Date(`${local}${offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
