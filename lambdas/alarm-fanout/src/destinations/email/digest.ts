import type { DigestContent, DigestEntry } from '../../content.ts';
import { cut } from '../../words/cut.ts';
import { digestHeadline, digestMood, moodOfEntry } from '../../words/digest-headline.ts';
import { oneLine } from '../../words/plain.ts';
import { moment } from '../../words/time.ts';
import { type Html, markup } from '../../html.ts';
import { colourOf } from './colour.ts';
import { link, pageOf, row } from './page.ts';

/** What came within a storm: a line that says how many and what, and each of them. */
export interface DigestMail {
  readonly headline: string;
  readonly html: string;
  readonly text: string;
}

const MOST_HEADLINE = 200;

/** A digest as a mail. */
export function digestMail({ entries }: DigestContent): DigestMail {
  const clean = entries.map(cleanOf);
  const headline = headlineOf(clean);
  const colour = colourOf(digestMood(clean));
  return {
    headline,
    html: pageOf({ title: headline, colour, body: clean.map((entry) => row(entryHtml(entry))) }),
    text: [headline, ...clean.map(entryText)].join('\n\n'),
  };
}

/** `3 changes: 2 ALARM, 1 OK; cpu-high, disk-full, …`. */
function headlineOf(entries: readonly DigestEntry[]): string {
  const titles = [...new Set(entries.map(({ title }) => title))].join(', ');
  return cut(`${digestHeadline(entries)}; ${titles}`, MOST_HEADLINE);
}

function entryHtml(entry: DigestEntry): readonly Html[] {
  const { title, state, severity, place, at, summary, link: url } = entry;
  const name = markup`<strong>${title}</strong>`;
  const colour = colourOf(moodOfEntry(entry));
  return [
    markup`<div><strong style="color:${colour}">${state}</strong> ${url === undefined ? name : link(url, name)}</div>`,
    markup`<div>${summary}</div>`,
    markup`<div style="color:#6b7280">${place} · ${moment(at)} · ${severity}</div>`,
  ];
}

function entryText({ title, state, severity, place, at, summary, link: url }: DigestEntry): string {
  return [`${state}: ${title}`, summary, `${place}, ${moment(at)}, ${severity}`, url]
    .filter((line) => line !== undefined)
    .join('\n');
}

/** Each text on one line. */
function cleanOf(entry: DigestEntry): DigestEntry {
  return {
    ...entry,
    title: oneLine(entry.title),
    state: oneLine(entry.state),
    place: oneLine(entry.place),
    at: oneLine(entry.at),
    summary: oneLine(entry.summary),
  };
}
