/** The source of an expression for a block comment, which can be read in one way only: nothing backtracks into it. */
export const BLOCK_COMMENT: string = String.raw`\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/`;
