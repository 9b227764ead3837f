import type { Saying } from '../../words/saying.ts';

/**
 * The description of an alert: what is said but for the headline, and for the facts, which are its details. Links come last, as their URLs
 * are shown in full; that to the metrics, the longest, is left out.
 */
export function descriptionOf(saying: Saying): string {
  const { summary, remarks, description, lists, reason, links, graphUrl } = saying;
  const shown = links.filter(({ name }) => name !== 'Metrics');
  const graph = graphUrl === undefined ? [] : [{ name: 'Graph', url: graphUrl }];
  const paragraphs = [
    [summary, ...remarks].join('\n'),
    description,
    ...lists.map(({ heading, lines }) => [`${heading}:`, ...lines.map((line) => `- ${line}`)].join('\n')),
    reason,
    [...shown, ...graph].map(({ name, url }) => `${name}: ${url}`).join('\n'),
  ];
  return paragraphs.filter((text) => text !== undefined && text !== '').join('\n\n');
}
