export type { Change } from './change-plan.ts';
export { type Document, readDocument } from './document.ts';
export { DOCUMENT_FORMATS, type DocumentFormat, formatOfFile } from './document-format.ts';
export type {
  Field,
  OutlineEntry,
  OutlineList,
  OutlineMap,
  OutlineNode,
  OutlineOther,
  OutlineValue,
  Scalar,
  ScalarType,
} from './outline.ts';
export { formatPath, parsePath, type Path, pointerOf } from './path.ts';
export { readLiteral, readValues, VALUE_FORMATS, type ValueFormat } from './values.ts';
