import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseMessage, type Told } from '../src/event.ts';
import { RUNS } from './runs.ts';
import { ODD_KEYS, s3Key } from './s3-keys.ts';

function eventFile(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'events', `${name}.json`), 'utf8'));
}

/** What a message tells, a line each: `created www-example red flower.jpg`, `ignored LifecycleTransition`, `test`, `foreign`. */
function linesOf(told: Told): readonly string[] {
  if (told.kind !== 'changes') return [told.kind];
  const changes = told.changes.map(({ kind, bucket, key }) => `${kind} ${bucket} ${key}`);
  return [...changes, ...told.ignored.map((name) => `ignored ${name}`)];
}

function changeIn(payload: unknown): { key: string; eventId: string; time?: number | undefined } {
  const told = parseMessage(payload);
  if (told.kind !== 'changes' || told.changes.length !== 1) throw new Error(JSON.stringify(told));
  return told.changes[0]!;
}

/** As HTML forms are encoded; S3 leaves slashes. */
function formEncoded(key: string): string {
  return [...Buffer.from(key)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (/[\w.\-*/]/.test(character)) return character;
      return byte === 0x20 ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

interface RecordFields {
  readonly name?: string;
  readonly bucket?: string;
  readonly sequencer?: string | null;
}

function notification(key: string, fields: RecordFields = {}): { Records: Record<string, unknown>[] } {
  const { name = 'ObjectCreated:Put', bucket = 'www', sequencer = '0069206D0000000001' } = fields;
  const s3 = { bucket: { name: bucket }, object: { key, sequencer } };
  return { Records: [{ eventVersion: '2.1', eventSource: 'aws:s3', eventName: name, s3 }] };
}

function bridged(key: string, fields: RecordFields & { readonly id?: string } = {}): Record<string, unknown> {
  const { name = 'Object Created', bucket = 'www', sequencer = '69206d0000000001', id = 'id-1' } = fields;
  const detail = { bucket: { name: bucket }, object: { key, sequencer } };
  return { version: '0', id, 'detail-type': name, source: 'aws.s3', detail };
}

describe('an event of each documented shape', () => {
  const odd = 'dir/a b+c \u{e9}%2B.html';
  it.each<readonly [file: string, expected: readonly string[]]>([
    [
      'notification-created',
      [
        'created www-example red flower.jpg',
        'created www-example form.html',
        'created www-example copy/caf\u{e9}+1.html',
        'created www-example video/a.mp4',
      ],
    ],
    ['notification-removed', ['removed www-example old.html', 'removed www-example old/index.html']],
    [
      'notification-lifecycle',
      ['removed www-example tmp/a', 'removed www-example tmp/b', 'ignored LifecycleTransition'],
    ],
    [
      'notification-access',
      ['access www-example a.html', 'access www-example b.html', 'access www-example c.html'],
    ],
    [
      'notification-restore',
      ['ignored ObjectRestore:Post', 'ignored ObjectRestore:Completed', 'ignored ObjectRestore:Delete'],
    ],
    [
      'notification-replication',
      [
        'ignored Replication:OperationFailedReplication',
        'ignored Replication:OperationNotTracked',
        'ignored Replication:OperationMissedThreshold',
        'ignored Replication:OperationReplicatedAfterThreshold',
      ],
    ],
    [
      'notification-other',
      [
        'removed www-example lost.png',
        'ignored IntelligentTiering',
        'ignored ObjectAnnotation:Put',
        'ignored ObjectAnnotation:Delete',
      ],
    ],
    ['notification-old', ['created www-example a b.html']],
    ['notification-test', ['test']],
    ['event-bridge-created', ['created www-example red+flower 100%.jpg']],
    ['event-bridge-deleted', ['removed www-example old.html']],
    ['event-bridge-expired', ['removed www-example tmp/a']],
    ['event-bridge-restore-initiated', ['ignored Object Restore Initiated']],
    ['event-bridge-restore-completed', ['ignored Object Restore Completed']],
    ['event-bridge-restore-expired', ['ignored Object Restore Expired']],
    ['event-bridge-storage-class-changed', ['ignored Object Storage Class Changed']],
    ['event-bridge-access-tier-changed', ['ignored Object Access Tier Changed']],
    ['event-bridge-acl-updated', ['access www-example a.html']],
    ['event-bridge-tags-added', ['access www-example a.html']],
    ['event-bridge-tags-deleted', ['access www-example a.html']],
    ['cloud-trail-put', ['created www-example red+flower 100%.jpg']],
    ['cloud-trail-delete', ['removed www-example old.html']],
    ['cloud-trail-denied', ['ignored PutObject']],
    ['cloud-trail-get', ['ignored GetObject']],
    ['cloud-trail-delete-objects', ['foreign']],
    ['moto-notification', [`created site-bucket ${odd}`]],
    ['moto-notification-removed', ['removed site-bucket copy.html']],
    ['moto-notification-tagging', [`access site-bucket ${odd}`]],
    ['moto-notification-test', ['test']],
    ['moto-event-bridge', [`created site-bucket ${odd}`]],
    ['moto-event-bridge-deleted', ['removed site-bucket copy.html']],
    ['moto-event-bridge-tags', [`access site-bucket ${odd}`]],
    ['ministack-notification', [`created site-bucket ${odd}`]],
    ['ministack-notification-test', ['test']],
    ['ministack-event-bridge', [`created site-bucket ${odd}`]],
    ['ministack-event-bridge-deleted', ['removed site-bucket copy.html']],
  ])('%s', (file, expected) => {
    expect(linesOf(parseMessage(eventFile(file)))).toEqual(expected);
  });
});

describe('what cannot be used is foreign as a whole', () => {
  const [record] = notification('a').Records;
  it.each<readonly [name: string, payload: unknown, reason: RegExp]>([
    ['undefined', undefined, /not an object/],
    ['null', null, /not an object/],
    ['a text', 'secret', /^it is not an object$/],
    ['a list', [notification('a')], /list/],
    ['an empty object', {}, /empty/],
    ['something else', { hello: 'secret', more: 1 }, /^its keys are hello, more$/],
    ['many keys', Object.fromEntries(Array.from({ length: 99 }, (_, n) => [`k${n}`, 1])), / and 89 more$/],
    ['a long key', { ['k'.repeat(1_000)]: 1 }, /^.{1,60}$/],
    ['what an input transformer left of an event', bridged('a')['detail'], /bucket, object/],
    ['no records', { Records: [] }, /no records/],
    ['records that are none', { Records: 'secret' }, /^its keys are Records$/],
    ['a record that is none', { Records: ['secret'] }, /^it is not an object$/],
    ['records of another service', { Records: [{ ...record, eventSource: 'aws:ses' }] }, /: eventSource$/],
    ['a later structure', { Records: [{ ...record, eventVersion: '3.0' }] }, /: eventVersion$/],
    ['a record without a name', { Records: [{ ...record, eventName: 7 }] }, /: eventName$/],
    [
      'a record without a key',
      { Records: [{ ...record, s3: { bucket: { name: 'secret' }, object: {} } }] },
      /: s3\.object\.key$/,
    ],
    [
      'a record without a bucket',
      { Records: [{ ...record, s3: { object: { key: 'secret' } } }] },
      /: s3\.bucket$/,
    ],
    ['an empty key', notification(''), /: s3\.object\.key$/],
    ['one broken record of several', { Records: [record, {}, record] }, /^record 2 of 3: .*eventSource/],
    ['several broken records', { Records: [record, {}, null] }, /^record 2 of 3: .*, and 1 more/],
    ['an event of another service', { ...bridged('a'), source: 'aws.ecs' }, /: source$/],
    ['an event without a name', { ...bridged('a'), 'detail-type': null }, /: detail-type$/],
    ['an event without detail', { ...bridged('a'), detail: undefined }, /: detail$/],
    ['an event without a key', bridged(''), /: detail\.object\.key$/],
    [
      'CloudTrail without detail',
      bridged('a', { name: 'AWS API Call via CloudTrail' }),
      /: detail\.eventSource/,
    ],
  ])('%s', (_name, payload, reason) => {
    const told = parseMessage(payload);
    expect(told).toEqual({ kind: 'foreign', reason: expect.stringMatching(reason) });
    expect(JSON.stringify(told)).not.toContain('secret');
  });
});

describe('a key', () => {
  it.each<readonly [written: string, key: string]>([
    ['a+b', 'a b'],
    ['a%2Bb', 'a+b'],
    ['a%252Bb', 'a%2Bb'],
    ['a%20b', 'a b'],
    ['caf%C3%A9', 'caf\u{e9}'],
    ['cafe%CC%81', 'cafe\u{301}'],
    ['100%', '100%'],
    ['100%+a', '100%+a'],
    ['%FF', '%FF'],
  ])('%s of a notification is decoded, of EventBridge not', (written, key) => {
    expect([changeIn(notification(written)).key, changeIn(bridged(written)).key]).toEqual([key, written]);
  });

  it('of any kind comes through both channels as it is, as the same change', () => {
    const comesThrough = fc.property(s3Key, (key) => {
      const [notified, told] = [changeIn(notification(formEncoded(key))), changeIn(bridged(key))];
      expect([notified.key, told.key]).toEqual([key, key]);
      expect(notified.eventId).toBe(told.eventId);
    });
    fc.assert(comesThrough, { numRuns: RUNS, examples: ODD_KEYS.map((key) => [key]) });
  });
});

describe('the id of an event', () => {
  const created = changeIn(notification('a')).eventId;
  it.each<readonly [name: string, payload: unknown, isSame: boolean]>([
    ['told again', notification('a'), true],
    [
      'told at another second, as by emulators that give every change one sequencer',
      { Records: [{ ...notification('a').Records[0], eventTime: '2026-11-21T10:00:07Z' }] },
      false,
    ],
    ['told by EventBridge', bridged('a'), true],
    ['told by EventBridge again, under another id', bridged('a', { id: 'id-2' }), true],
    ['a shorter sequencer of the same number', bridged('a', { sequencer: '69206d000000000100' }), true],
    ['a later sequencer', bridged('a', { sequencer: '69206d0000000002' }), false],
    ['another bucket', bridged('a', { bucket: 'w' }), false],
    ['another key', bridged('b'), false],
    ['bucket and key split elsewhere', bridged('wa', { bucket: 'ww' }), false],
    ['a removal', bridged('a', { name: 'Object Deleted' }), false],
    ['no sequencer', bridged('a', { sequencer: null }), false],
  ])('%s: the same is %s', (_name, payload, isSame) => {
    expect(changeIn(payload).eventId === created).toBe(isSame);
  });

  it.each<readonly [name: string, one: unknown, other: unknown, isSame: boolean]>([
    ['the same event', bridged('a', { sequencer: null }), bridged('a', { sequencer: null }), true],
    [
      'another event',
      bridged('a', { sequencer: null }),
      bridged('a', { sequencer: null, id: 'id-2' }),
      false,
    ],
    ['the same record', notification('a', { sequencer: null }), notification('a', { sequencer: null }), true],
    [
      'another record',
      notification('a', { name: 'ObjectTagging:Put', sequencer: null }),
      notification('a', { name: 'ObjectTagging:Delete', sequencer: null }),
      false,
    ],
  ])('without a sequencer: %s', (_name, one, other, isSame) => {
    expect(changeIn(one).eventId === changeIn(other).eventId).toBe(isSame);
  });

  it('is the same in what ministack sends both ways', () => {
    const [one, other] = ['ministack-notification', 'ministack-event-bridge'].map(eventFile).map(changeIn);
    expect(one?.eventId).toBe(other?.eventId);
  });
});

test.each<readonly [file: string, time: string]>([
  ['event-bridge-created', '2026-11-21T10:00:00Z'],
  ['notification-old', '2026-11-21T10:00:00Z'],
  ['cloud-trail-put', '2026-11-21T10:00:00Z'],
])('the time of %s', (file, time) => {
  expect(changeIn(eventFile(file)).time).toBe(Date.parse(time));
});

test('a time that is none is left out', () => {
  expect(changeIn({ ...bridged('a'), time: 'soon' }).time).toBeUndefined();
});

test('any JSON is understood or foreign, and never throws', () => {
  const names = ['Records', 'detail-type', 'Event', 'source', 'detail', 's3', 'eventSource', 'object', 'key'];
  const values = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, 1, '', 'aws.s3', 'aws:s3', 'Object Created', 'ObjectCreated:Put'),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), tie('any'), { maxKeys: 5 }),
    ),
  }));
  const isTold = fc.property(values.any, (payload) => {
    expect(['changes', 'test', 'foreign']).toContain(parseMessage(payload).kind);
  });
  fc.assert(isTold, { numRuns: RUNS });
});
