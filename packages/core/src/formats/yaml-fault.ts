import type { ErrorCode } from 'yaml';

/** Says what is wrong by the library's code: its own messages quote the text. */
export function yamlFaultOf(code: ErrorCode): string {
  return `not YAML: ${REASONS[code]}`;
}

const REASONS: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias takes no anchor and no tag',
  BAD_ALIAS: 'an anchor or an alias needs a name',
  BAD_COLLECTION_TYPE: 'the tag is not for this kind of value',
  BAD_DIRECTIVE: 'the directive is not well formed',
  BAD_DQ_ESCAPE: 'the escape sequence is not valid in double quotes',
  BAD_INDENT: 'the indentation does not fit what is around it',
  BAD_PROP_ORDER: 'anchors and tags must stand behind the indicator',
  BAD_SCALAR_START: 'a value that begins with this character needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a list or a map cannot begin here; put it on a line of its own, or quote the value',
  BLOCK_IN_FLOW: 'within brackets or braces nothing can be written as a block',
  DUPLICATE_KEY: 'the keys of a map must be unique',
  IMPOSSIBLE: 'the parser cannot read this',
  KEY_OVER_1024_CHARS: 'a key without a question mark has 1024 characters at most',
  MISSING_CHAR: 'a quote, a bracket, a comma, a colon, a space or a marker is missing',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line, with its colon',
  MULTIPLE_ANCHORS: 'a value has one anchor at most',
  MULTIPLE_DOCS: 'there must be one document only',
  MULTIPLE_TAGS: 'a value has one tag at most',
  NON_STRING_KEY: 'a key must be a string',
  RESOURCE_EXHAUSTION: 'it is nested too deeply',
  TAB_AS_INDENT: 'tabs are not allowed as indentation',
  TAG_RESOLVE_FAILED: 'the tag is unknown, or not for this value',
  UNEXPECTED_TOKEN: 'what begins here cannot stand here; a value may need quotes',
};
