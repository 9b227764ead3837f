import type { Saying } from '../words/saying.ts';

/** What is said as plain text: paragraphs, with an empty line between them. Without the headline. */
export function paragraphsOf(saying: Saying): readonly string[] {
  const { summary, remarks, description, facts, lists, reason, links, graphUrl } = saying;
  const paragraphs = [
    [summary, ...remarks].join('\n'),
    [...links, ...(graphUrl === undefined ? [] : [{ name: 'Graph', url: graphUrl }])]
      .map(({ name, url }) => `${name}: ${url}`)
      .join('\n'),
    description,
    facts.map(({ name, value }) => `${name}: ${value}`).join('\n'),
    ...lists.map(({ heading, lines }) => [`${heading}:`, ...lines.map((line) => `- ${line}`)].join('\n')),
    reason,
  ];
  return paragraphs.flatMap((text) => (text === undefined || text === '' ? [] : [text]));
}
