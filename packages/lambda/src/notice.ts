/**
 * What one of the Lambdas has to tell people of its own work; the Lambda alarm-fanout delivers it as it does alarms. Publish it as
 * JSON to the topic or queue that alarms go to.
 */
export interface Notice {
  readonly kind: 'kmscrypt.notice';
  /** Who tells, such as `auto-update`: up to 64 of letters, digits, `_`, `.` and `-`. */
  readonly source: string;
  /** One line, at most 200 characters. */
  readonly title: string;
  /** Plain text, at most 8,000 characters; default none. */
  readonly text?: string | undefined;
  readonly severity: 'critical' | 'error' | 'warning' | 'info';
  /** What belongs together: a `progress` and an `end` have the key of their `start`. At most 200 characters. */
  readonly key: string;
  /**
   * `event` stands alone. `start` opens, `progress` adds to it, `end` closes. Incident systems open an incident for severity `critical`
   * and `error`, whatever the status, and resolve it with an `end` of another.
   */
  readonly status: 'event' | 'start' | 'progress' | 'end';
  /** From 0 to 100; of `progress` alone. */
  readonly percent?: number | undefined;
  /** ISO 8601. Two notices of one source, key, status and time with the same title, text and percent are one. */
  readonly at: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** Whatever helps, such as `{ hosts: '12' }`, at most 30; default none. */
  readonly facts?: Readonly<Record<string, string>> | undefined;
  /** https, at most 2,000 characters; default none. */
  readonly link?: string | undefined;
  /** Tags to route by, at most 50; default none. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}
