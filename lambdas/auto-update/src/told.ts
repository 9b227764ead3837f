/** A notice to be published, see @kmscrypt/lambda's Notice. */
export interface Told {
  readonly title: string;
  readonly text?: string | undefined;
  readonly severity: 'critical' | 'error' | 'warning' | 'info';
  readonly key: string;
  readonly status: 'event' | 'start' | 'progress' | 'end';
  readonly percent?: number | undefined;
  readonly at: number;
  readonly facts?: Readonly<Record<string, string>> | undefined;
}
