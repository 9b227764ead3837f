import { expect, test } from 'vitest';
import { HOOK, isShellScript, preCommitIn } from '../../src/git/hook.ts';
import { withLines } from '../../src/git/marked-lines.ts';

test.each([
  ['#!/bin/sh\n', true],
  ['#!/bin/sh', true],
  ['#! /bin/bash -eu\n', true],
  ['#!/usr/bin/env bash\n', true],
  ['#!/usr/bin/env -S FOO=1 dash -e\n', true],
  ['#!/bin/busybox sh\n', true],
  ['#!/bin/sh\r\n', true],
  ['npm test\n', true],
  ['', true],
  ['#!/usr/bin/env python3\n', false],
  ['#!/usr/bin/env node\n', false],
  ['#!/usr/bin/fish\n', false],
  ['#!\n', false],
  ['\u007fELF\0\0', false],
])('whether a shell runs it: %j', (text, expected) => {
  expect(isShellScript(text)).toBe(expected);
});

test.each([
  ['/repo/.git/hooks', '/repo/.git/hooks/pre-commit', false],
  ['/repo/.githooks', '/repo/.githooks/pre-commit', false],
  ['/repo/.husky/_', '/repo/.husky/pre-commit', true],
  ['/repo/.husky', '/repo/.husky/pre-commit', false],
])('the hook of %s', (hooks, path, husky) => {
  expect(preCommitIn(hooks)).toEqual({ path, husky });
});

test('our lines stand before anything that the hook does', () => {
  const text = withLines('#!/bin/sh\nexit 0\n', HOOK);
  expect(text.startsWith('#!/bin/sh\n')).toBe(true);
  expect(text.indexOf('scan --staged')).toBeLessThan(text.indexOf('exit 0'));
});
