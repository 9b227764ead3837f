/** Sends mail. Rejects with DeliveryError. */
export interface Mailer {
  send(mail: Mail, signal: AbortSignal): Promise<void>;
}

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Further headers, such as `References`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The identity's region; default the function's. */
  readonly region?: string | undefined;
  /** Of SES; default none, or the identity's own. */
  readonly configurationSet?: string | undefined;
}

/** Publishes to topics of SNS. Rejects with DeliveryError. */
export interface Topic {
  publish(publication: Publication, signal: AbortSignal): Promise<void>;
}

export interface Publication {
  readonly arn: string;
  /** At most 100 characters, ASCII. */
  readonly subject: string;
  /** At most 256 KB. */
  readonly message: string;
  /** To filter by. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Of a FIFO topic: what keeps its order, and what is one message. */
  readonly fifo?: { readonly group: string; readonly id: string } | undefined;
}
