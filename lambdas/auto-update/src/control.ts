/** What operators want of a fleet; they alone write it. */
export interface Control {
  readonly format: 1;
  /** Nothing is begun with. */
  readonly paused?: Wish | undefined;
  /** The run that is to be aborted, by its id. */
  readonly abort?: (Wish & { readonly run: string }) | undefined;
  /** A run is to begin, if none has since. Gates and windows hold, `everyHours` does not. */
  readonly start?: Wish | undefined;
}

export interface Wish {
  readonly at: number;
  /** Who, as STS calls them, or the user of the machine. */
  readonly by: string;
  readonly reason?: string | undefined;
}
