/** What a resource stands for. */
export interface Held {
  /** Whether it goes with the resource, which then made it; `kept`: it was there before, or is of a kind that always stays. */
  readonly origin: 'made' | 'kept';
  /** What tells it from others of its kind in the account and region. */
  readonly id: string;
}

/** As they come from CloudFormation, which makes strings of numbers and booleans. */
export type Properties = Readonly<Record<string, unknown>>;

/** One kind of what an account has. All may be asked again for what is done already. */
export interface Setting {
  /**
   * Makes it, or keeps what is there.
   *
   * @throws PropertyError
   */
  readonly create: (properties: Properties) => Promise<Held>;
  /**
   * Brings it to new properties. What is answered differs from `held` only where it is about another thing than before: that
   * one is then removed by CloudFormation.
   *
   * @throws PropertyError
   */
  readonly update: (properties: Properties, held: Held) => Promise<Held>;
  /** Takes away what `create` has made; what is gone already is no error. Absent where what is there always stays. */
  readonly remove?: (id: string) => Promise<void>;
}

/** How the clients of a setting are made: what every client of the AWS SDK takes. */
export interface ClientOptions {
  readonly region: string;
  /** Default: AWS's own. */
  readonly endpoint?: string;
  /** Default: the function's role. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Attempts of a call that is throttled or meets a fault of the service. */
  readonly maxAttempts: number;
}

/** What a setting waits with. */
export interface Pause {
  /** Waits the milliseconds given. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** At least 0, less than 1. */
  readonly random: () => number;
}
