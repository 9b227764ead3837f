/** The tags and entities that our mails are made of: whatever parses HTML finds these and no others. */
const TAG = /<(?<close>\/?)(?<name>[a-z][a-z0-9]*|!doctype)(?<attributes>(?: [a-z]+(?:="[^"<>]*")?)*)>/gu;
const ENTITY = /&(?:amp|lt|gt|quot|nbsp|#39);/gu;

/** The tags of a document with the names of their attributes, in their order: `a href style`, `/a`. */
export function tagsOf(html: string): readonly string[] {
  return [...html.matchAll(TAG)].map(
    ({ groups: { close = '', name = '', attributes = '' } = {} }) =>
      `${close}${name}${attributes.replace(/="[^"]*"/gu, '')}`,
  );
}

/** What is left where all tags and entities are taken out: nothing in it may mean anything in HTML. */
export function restOf(html: string): string {
  return html.replace(TAG, '').replace(ENTITY, '');
}

/** What people read of a part: without tags, entities as what they stand for. */
export function readOf(html: string): string {
  const text = html.replace(/<br>/gu, '\n').replace(TAG, '');
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** Values of an attribute, as a browser has them. */
export function attributesOf(html: string, name: string): readonly string[] {
  const all = [...html.matchAll(TAG)].flatMap(({ groups = {} }) => [
    ...(groups['attributes'] ?? '').matchAll(new RegExp(` ${name}="([^"]*)"`, 'gu')),
  ]);
  return all.map(([, value = '']) => readOf(value));
}
