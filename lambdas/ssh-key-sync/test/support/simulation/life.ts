/** One invocation's: its process may end at any call that it makes, before what is called has done it, or after. */
export interface Life {
  /** Makes a call, unless it is over. What is over hears of nothing any more. */
  call<T>(work: () => Promise<T>): Promise<T>;
  end(): void;
  readonly isOver: () => boolean;
  /** Ends with it. */
  readonly ended: Promise<undefined>;
}

/** @param endsAt the number of the call at which it ends; `.5` on top: when that is done. Infinity: at none */
export function createLife(endsAt: number): Life {
  let calls = 0;
  let isOver = false;
  const { promise: ended, resolve } = Promise.withResolvers<undefined>();
  const forever = new Promise<never>(() => {});
  const end = (): void => {
    isOver = true;
    resolve(undefined);
  };
  return {
    ended,
    end,
    isOver: () => isOver,
    call: async (work) => {
      calls += 1;
      const own = calls;
      if (own === endsAt) end();
      if (isOver) return forever;
      try {
        const answer = await work();
        if (own + 0.5 === endsAt) end();
        return isOver ? await forever : answer;
      } catch (error) {
        if (isOver) return forever;
        throw error;
      }
    },
  };
}
