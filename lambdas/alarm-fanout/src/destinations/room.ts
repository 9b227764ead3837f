import { cut, type Measure } from '../words/cut.ts';

/** What is left of a message's length; whoever comes first has what it needs, so that what comes last is cut, or left out. */
export class Room {
  #left: number;
  readonly #measure: Measure;

  constructor(length: number, measure: Measure) {
    this.#left = length;
    this.#measure = measure;
  }

  /**
   * As much of a text as there is room for.
   *
   * @param options.most for the text alone
   * @param options.around what its container takes besides; default 0
   * @returns empty where there is none
   */
  take(text: string, { most, around = 0 }: { readonly most: number; readonly around?: number }): string {
    const taken = cut(text, Math.min(most, this.#left - around), this.#measure);
    // A mark alone says nothing.
    if (taken === '' || taken === '…') return '';
    this.#left -= this.#measure(taken) + around;
    return taken;
  }

  /** Takes all of a text, such as a URL, or nothing. */
  takeWhole(text: string, { around = 0 }: { readonly around?: number } = {}): boolean {
    const length = this.#measure(text) + around;
    if (length > this.#left) return false;
    this.#left -= length;
    return true;
  }
}
