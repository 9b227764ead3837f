import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DigestContent } from '../../../src/content.ts';
import { changeHtml } from '../../../src/destinations/email/change-html.ts';
import { digestMail } from '../../../src/destinations/email/digest.ts';
import { mailOf } from '../../../src/destinations/email/mail-of.ts';
import { say } from '../../../src/words/say.ts';
import type { Saying } from '../../../src/words/saying.ts';
import { RUNS } from '../../runs.ts';
import { mailbox } from '../../vendors/ses.ts';
import { anyAlarm, anyDigest, anyNotice } from '../../words/any-content.ts';
import { alarmContent } from '../../words/contents.ts';
import { attributesOf, readOf, restOf, tagsOf } from './tags.ts';

const ENVELOPE = { from: 'alarms@example.com', to: ['ops@example.com'] };

describe('a mail', () => {
  it('has its colour from the state', () => {
    const [bad, good] = ['ALARM', 'OK'].map((state) => changeHtml(say(alarmContent({ state }))));
    expect([bad, good].map((html) => html?.match(/border-top:6px solid (#\w+)/)?.[1])).toEqual([
      '#b3261e',
      '#1b7a3d',
    ]);
  });

  it('links https alone', () => {
    const quoted = 'https://a.example/"onclick="alert(1)';
    const links = ['https://a.example', quoted, 'javascript:alert(1)', 'http://b.example', 'not a URL'].map(
      (url) => ({
        name: url,
        url,
      }),
    );
    const html = changeHtml({ ...say(alarmContent()), links, graphUrl: 'javascript:alert(1)' });
    expect(attributesOf(html, 'href')).toEqual(['https://a.example', quoted]);
    expect(tagsOf(html).filter((tag) => tag.includes('onclick'))).toEqual([]);
    expect(attributesOf(html, 'src')).toEqual([]);
  });

  it('links the runbook first, before all else but what was measured', () => {
    const html = changeHtml(say(alarmContent()));
    expect(attributesOf(html, 'href')[0]).toBe('https://wiki.example.com/runbooks/checkout');
    const order = ['HTTPCode_Target_5XX_Count', 'Runbook', 'Since', 'Reason'].map((text) =>
      html.indexOf(text),
    );
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(order).not.toContain(-1);
  });
});

/** The same with nothing in its texts that means anything in HTML. */
function harmless(saying: Saying): Saying {
  const mask = (text: string): string => text.replace(/[<>&"']/gu, 'x');
  const { headline, summary, description, reason, facts, lists, remarks, links } = saying;
  return {
    ...saying,
    headline: mask(headline),
    summary: mask(summary),
    description: description === undefined ? undefined : mask(description),
    reason: reason === undefined ? undefined : mask(reason),
    facts: facts.map(({ name, value }) => ({ name: mask(name), value: mask(value) })),
    lists: lists.map(({ heading, lines: texts }) => ({ heading: mask(heading), lines: texts.map(mask) })),
    remarks: remarks.map(mask),
    links: links.map(({ name, url }) => ({ name: mask(name), url })),
  };
}

describe('whatever an alarm is called', () => {
  it('no tag, attribute or entity comes of it', () => {
    fc.assert(
      fc.property(fc.oneof(anyAlarm, anyNotice), (content) => {
        const saying = say(content);
        const html = changeHtml(saying);
        expect(restOf(html)).not.toMatch(/[<>&]/);
        expect(tagsOf(html)).toEqual(tagsOf(changeHtml(harmless(saying))));
        const urls = [...saying.links.map(({ url }) => url), saying.graphUrl];
        for (const href of attributesOf(html, 'href')) expect(urls).toContain(href);
        expect(readOf(html)).toContain(saying.headline);
        expect(readOf(html)).toContain(saying.summary);
      }),
      { numRuns: RUNS },
    );
  });

  it('nor in a digest', () => {
    fc.assert(
      fc.property(anyDigest, (digest) => {
        const mask = (text: string): string => text.replace(/[<>&"']/gu, 'x');
        const masked: DigestContent = {
          type: 'digest',
          entries: digest.entries.map((entry) => ({
            ...entry,
            title: mask(entry.title),
            state: mask(entry.state),
            place: mask(entry.place),
            summary: mask(entry.summary),
          })),
        };
        const { html } = digestMail(digest);
        expect(restOf(html)).not.toMatch(/[<>&]/);
        expect(tagsOf(html)).toEqual(tagsOf(digestMail(masked).html));
      }),
      { numRuns: Math.ceil(RUNS / 5) },
    );
  });

  it('SES takes it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyAlarm, anyNotice, anyDigest), fc.string(), async (content, subject) => {
        const { mailer, problems } = mailbox();
        await mailer.send(mailOf(content, subject, ENVELOPE), new AbortController().signal);
        expect(problems).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});
