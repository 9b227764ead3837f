import type * as z from '@kmscrypt/lambda/schema';
import type { Clock } from './clock.ts';
import type { Content } from './content.ts';
import type { Post } from './http/post.ts';
import type { Mailer, Topic } from './senders.ts';

/** A kind of destination. One file in `destinations/`, and one line in `destinations/index.ts`. */
export interface Destination<Config extends DestinationConfig = DestinationConfig> {
  /** In the config, such as `pagerduty`. */
  readonly type: Config['type'];
  /** Of an entry of `destinations` in the config; refuses unknown keys. Secrets in it may be tokens and references. */
  readonly schema: z.ZodMiniType<Config>;
  readonly rules: (config: Config) => Rules;
  /** What {@link send} sends, for people to look at. Pure. */
  readonly preview: (job: Job<Config>) => Preview;
  /**
   * Sends.
   *
   * @returns what the destination has to know when it is told of the same subject again
   * @throws DeliveryError
   */
  readonly send: (job: Job<Config>, ports: Ports) => Promise<Sent>;
}

/** What all entries of `destinations` have. */
export interface DestinationConfig {
  readonly type: string;
  /** How long one request may take, in seconds. */
  readonly timeout: number;
  /** Whether alarms that come within a while after one are told in one message; only of destinations that group. */
  readonly storm?: { readonly window: number } | false | undefined;
}

/** What deliver has to know of a destination. */
export interface Rules {
  /** `each`: every change is told for itself. `grouped`: those that come within a storm are told in one message. */
  readonly storms: 'each' | 'grouped';
  /** What becomes of a change that comes after a later one of the same alarm: `skip` in systems that hold a state. */
  readonly late: 'skip' | 'tell';
  /** Whether what is sent again, with the same key, is there only once. */
  readonly isIdempotent: boolean;
  /** The least time between two messages, in milliseconds; 0: none. */
  readonly pace: number;
  /** How many subjects may be sent at once. */
  readonly atOnce: number;
  /** Whether it takes a graph as bytes, once the alarm is told. */
  readonly takesGraphs: boolean;
}

/** One thing to send. */
export interface Job<Config> {
  /** The destination's, in the config. */
  readonly name: string;
  readonly config: Config;
  readonly content: Content;
  /** {@link Delivery.key}; of a digest, made of those of its entries. */
  readonly key: string;
  /** {@link Delivery.subject}; of a digest `digest`. */
  readonly subject: string;
  /** What {@link Sent.thread} was when this subject was last told; undefined where it was not, or its thread has ended. */
  readonly thread?: unknown;
  /** Whether it has been sent before, and nobody knows whether it arrived. */
  readonly isRepeat: boolean;
}

export interface Sent {
  /** JSON, at most 2 KB; absent: the thread, if there was one, has ended. */
  readonly thread?: unknown;
  /** Why nothing was sent, where that is as it is meant to be; for the log. */
  readonly withheld?: string | undefined;
}

/** What a destination may use. */
export interface Ports {
  readonly post: Post;
  readonly mailer: Mailer;
  readonly topic: Topic;
  readonly clock: Clock;
  /** Ends all of it. */
  readonly signal: AbortSignal;
}

/** What is sent, and as what it is shown. */
export interface Preview {
  readonly look: 'slack' | 'adaptive-card' | 'incident' | 'mail' | 'json';
  /** In the order in which they are sent. */
  readonly parts: readonly PreviewPart[];
  /** Why there are none: {@link Sent.withheld}. */
  readonly withheld?: string | undefined;
}

export interface PreviewPart {
  /** Such as `message`, `thread reply`, `request`. */
  readonly name: string;
  /** What the vendor is given, without secrets: JSON. */
  readonly body: unknown;
  /** Where it goes, and with which headers; of what goes by https. Secrets in it are `…`. */
  readonly request?: { readonly url: string; readonly headers: Readonly<Record<string, string>> } | undefined;
}
