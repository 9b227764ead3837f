import type { Alarm } from '../alarm.ts';

/** Graphs of alarms. */
export interface Graphs {
  /**
   * Where the graph of a change is going to be: a presigned URL, made without a call.
   *
   * @returns undefined without a bucket, and for alarms that have no graph. Never rejects.
   */
  link(alarm: Alarm, key: string): Promise<string | undefined>;
  /**
   * Draws it, and puts it where the link says.
   *
   * @returns undefined where it cannot be drawn. Never rejects.
   */
  draw(alarm: Alarm, key: string, signal: AbortSignal): Promise<Drawn | undefined>;
}

export interface Drawn {
  /** Base64. */
  readonly png: string;
  /** Whether it is where it is to be: in the bucket, if there is one. */
  readonly isPut: boolean;
}
