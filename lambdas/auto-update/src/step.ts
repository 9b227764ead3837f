/** A command to a host. */
export interface Step {
  readonly action: StepAction;
  /**
   * `RUN-PHASE-ATTEMPT`, so that many hosts may have the same and be sent one command: a host does not do a step again that it has done,
   * but says what came of it. 1 to 100 of letters, digits and `-`.
   */
  readonly id: string;
  /** When it was decided. */
  readonly at: number;
  /** What its packages are pinned to; absent: to nothing. Hosts with the same id and pin are sent one command. */
  readonly pin?: string | undefined;
  /** SSM's; absent until it has surely been sent. */
  readonly command?: string | undefined;
  /** Whether the host may have it though no command is known: it was sent before, or a tick ended before it could say. */
  readonly mayRun?: true | undefined;
  /** When it was last given to SSM after it was refused. */
  readonly tried?: number | undefined;
  /** What SSM said when it last refused it, which it surely has not taken then: one line. Absent where it may have, or has since. */
  readonly refused?: string | undefined;
}

export type StepAction = 'check' | 'patch' | 'reboot' | 'health';
