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
   * @returns the PNG, base64; undefined where it cannot be drawn, or put. Never rejects.
   */
  draw(alarm: Alarm, key: string, signal: AbortSignal): Promise<string | undefined>;
}
