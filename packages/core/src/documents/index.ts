export type { Change } from './change.ts';
export { type Document, readDocument } from './document.ts';
export { DOCUMENT_FORMATS, type DocumentFormat, formatOfFile } from './document-format.ts';
export type { Field, OutlineNode, OutlineValue, Scalar, ScalarType } from './outline.ts';
export { formatPath, parsePath, type Path, pointerOf } from './path.ts';
