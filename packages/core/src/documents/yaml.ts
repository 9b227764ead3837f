import type { Editor } from './editor.ts';
import { insertYaml } from './yaml-insert.ts';
import { outlineYaml } from './yaml-outline.ts';
import { removeYaml } from './yaml-remove.ts';
import { writeYaml } from './yaml-write.ts';

/**
 * YAML 1.2 (https://yaml.org/spec/1.2.2/), block and flow, a stream of several documents being the list of them; the
 * package `yaml` tells where all stands. What a YAML 1.1 reader takes for something else than a string is quoted.
 */
export const yamlEditor: Editor = {
  outline: outlineYaml,
  write: writeYaml,
  insert: insertYaml,
  remove: removeYaml,
};
