import type { Editor } from './editor.ts';
import { insertHcl } from './hcl-insert.ts';
import { readHcl } from './hcl-read.ts';
import { removeHcl } from './hcl-remove.ts';
import { replaceHclScalar } from './hcl-scalar.ts';

/**
 * HCL 2, as in `.tf`, `.tfvars` and `.hcl`: attributes and objects are maps, and so are blocks, below their type and
 * labels; blocks that have the same of both are a list. What has to be computed, such as `var.x`, is no value.
 */
export const hclEditor: Editor = {
  outline: readHcl,
  write: replaceHclScalar,
  insert: insertHcl,
  remove: removeHcl,
};
