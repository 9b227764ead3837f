import type { Saying } from '../../words/saying.ts';
import { type Html, lines, markup } from '../../html.ts';
import { isHttps } from '../../https-url.ts';
import { colourOf } from './colour.ts';
import { link, pageOf, row } from './page.ts';

const MUTED = 'color:#6b7280';
const MONO = 'font-family:Consolas,Menlo,monospace;font-size:12px;line-height:18px';

/** A change as a mail: what and where, what was measured, where to look, then all else. */
export function changeHtml(saying: Saying): string {
  const { headline, mood, summary, description, remarks, facts, lists, links, reason, graphUrl } = saying;
  const body = [
    row(markup`<strong>${summary}</strong>`),
    ...remarks.map((remark) => row(markup`<em>${remark}</em>`)),
    ...(links.length === 0 ? [] : [row(linksOf(links))]),
    ...(graphUrl !== undefined && isHttps(graphUrl)
      ? [
          row(
            markup`<img src="${graphUrl}" alt="Graph" width="632" style="max-width:100%;height:auto;border:0">`,
          ),
        ]
      : []),
    ...(description === undefined ? [] : [row(lines(description))]),
    ...(facts.length === 0 ? [] : [row(factsOf(facts))]),
    ...lists.map(({ heading, lines: texts }) => row([titled(heading), listOf(texts)])),
    ...(reason === undefined ? [] : [row([titled('Reason'), markup`<div>${lines(reason)}</div>`])]),
  ];
  return pageOf({ title: headline, colour: colourOf(mood), body });
}

function linksOf(links: Saying['links']): readonly Html[] {
  return links.map(({ name, url }, index) => {
    const made = link(url, markup`${name}`);
    return index === 0 ? made : markup` &nbsp;·&nbsp; ${made}`;
  });
}

function factsOf(facts: Saying['facts']): Html {
  const rows = facts.map(
    ({ name, value }) =>
      markup`<tr><td valign="top" style="padding:2px 16px 2px 0;white-space:nowrap;${MUTED}">${name}</td><td valign="top" style="padding:2px 0;word-break:break-word">${value}</td></tr>`,
  );
  return markup`<table role="presentation" cellpadding="0" cellspacing="0" style="font-size:14px;line-height:20px">${rows}</table>`;
}

function titled(heading: string): Html {
  return markup`<div style="padding-bottom:2px;${MUTED}">${heading}</div>`;
}

function listOf(texts: readonly string[]): Html {
  const items = texts.map((text) => markup`<li style="margin:0 0 2px">${lines(text)}</li>`);
  return markup`<ul style="margin:0;padding-left:18px;${MONO}">${items}</ul>`;
}
