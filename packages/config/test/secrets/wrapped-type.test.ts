import { expectTypeOf, it } from 'vitest';
import type { Secret } from '../../src/secrets/secret.ts';
import type { Wrapped } from '../../src/secrets/wrapped-type.ts';

type Maybe<T> = T | Secret<T>;

it('each leaf may be a secret', () => {
  expectTypeOf<Wrapped<{ a: string; b: { c: number } }>>().toEqualTypeOf<{
    a: Maybe<string>;
    b: { c: Maybe<number> };
  }>();
  expectTypeOf<Wrapped<{ a: boolean }>>().toEqualTypeOf<{ a: Maybe<boolean> }>();
  expectTypeOf<Wrapped<{ a: 'x' | 'y' }>>().toEqualTypeOf<{ a: Maybe<'x' | 'y'> }>();
  expectTypeOf<Wrapped<string>>().toEqualTypeOf<Maybe<string>>();
});

it('a leaf at or below an encrypted path is one', () => {
  interface Output {
    db: { password: string; host: string };
    services: { api: string; nested: { token: 'a' | 'b'; on: boolean } };
  }
  expectTypeOf<Wrapped<Output, 'db.password' | 'services.nested'>>().toEqualTypeOf<{
    db: { password: Secret<string>; host: Maybe<string> };
    services: { api: Maybe<string>; nested: { token: Secret<'a' | 'b'>; on: Secret<boolean> } };
  }>();
});

it('of any step', () => {
  expectTypeOf<
    Wrapped<{ a: { token: string; b: string }; c: { token: string } }, '*.token'>
  >().toEqualTypeOf<{
    a: { token: Secret<string>; b: Maybe<string> };
    c: { token: Secret<string> };
  }>();
  expectTypeOf<Wrapped<{ list: { token: string }[] }, 'list.*.token'>>().toEqualTypeOf<{
    list: { token: Secret<string> }[];
  }>();
  expectTypeOf<Wrapped<Record<string, string>, '*'>>().toEqualTypeOf<Record<string, Secret<string>>>();
});

it('one item or key of many makes no others secrets', () => {
  expectTypeOf<Wrapped<{ list: string[] }, 'list.0'>>().toEqualTypeOf<{ list: Maybe<string>[] }>();
  expectTypeOf<Wrapped<Record<string, { x: string }>, 'a.x'>>().toEqualTypeOf<
    Record<string, { x: Maybe<string> }>
  >();
  expectTypeOf<Wrapped<{ pair: [string, number] }, 'pair.0'>>().toEqualTypeOf<{
    pair: [Secret<string>, Maybe<number>];
  }>();
});

it('arrays, tuples, optional and readonly stay', () => {
  expectTypeOf<
    Wrapped<{ readonly a?: string; b: readonly string[]; c: [string, ...number[]] }>
  >().toEqualTypeOf<{
    readonly a?: Maybe<string>;
    b: readonly Maybe<string>[];
    c: [Maybe<string>, ...Maybe<number>[]];
  }>();
  expectTypeOf<Wrapped<{ a?: { b: string } | undefined }, 'a.b'>>().toEqualTypeOf<{
    a?: { b: Secret<string> } | undefined;
  }>();
});

it('null, undefined, unknown, any and never stay', () => {
  expectTypeOf<Wrapped<{ a: string | null; b: undefined; c: unknown; e: never }, 'a'>>().toEqualTypeOf<{
    a: Secret<string> | null;
    b: undefined;
    c: unknown;
    e: never;
  }>();
  // oxlint-disable-next-line typescript/no-explicit-any -- it is what is tested
  expectTypeOf<Wrapped<{ d: any }, 'd'>['d']>().toBeAny();
  expectTypeOf<Wrapped<{ a: { b: unknown } }, 'a'>>().toEqualTypeOf<{ a: { b: unknown } }>();
});

it('unions of objects are of wrapped objects', () => {
  type Output = { kind: 'a'; one: string } | { kind: 'b'; two: number } | string;
  expectTypeOf<Wrapped<Output, 'two'>>().toEqualTypeOf<
    { kind: Maybe<'a'>; one: Maybe<string> } | { kind: Maybe<'b'>; two: Secret<number> } | Maybe<string>
  >();
});

it('instances of classes are leaves', () => {
  expectTypeOf<Wrapped<{ at: Date; url: URL }, 'url'>>().toEqualTypeOf<{
    at: Maybe<Date>;
    url: Secret<URL>;
  }>();
  expectTypeOf<Wrapped<{ bytes: Uint8Array; map: ReadonlyMap<string, string> }, 'map'>>().toEqualTypeOf<{
    bytes: Maybe<Uint8Array>;
    map: Secret<ReadonlyMap<string, string>>;
  }>();
  expectTypeOf<Wrapped<() => string>>().toEqualTypeOf<Maybe<() => string>>();
  // oxlint-disable-next-line typescript/no-explicit-any -- it is what is tested
  expectTypeOf<Wrapped<{ map: Record<string, any> }>['map']>().toEqualTypeOf<Record<string, any>>();
});

it('branded texts are leaves', () => {
  type Brand = string & { readonly __brand: 'id' };
  expectTypeOf<Wrapped<{ id: Brand }, 'id'>>().toEqualTypeOf<{ id: Secret<Brand> }>();
});

it('what is a secret already is no secret of a secret', () => {
  expectTypeOf<Wrapped<{ a: Secret<string>; b: Secret<number> }, 'b'>>().toEqualTypeOf<{
    a: Secret<string>;
    b: Secret<number>;
  }>();
});

it('paths that are not literal name nothing', () => {
  expectTypeOf<Wrapped<{ a: string; list: string[] }, string>>().toEqualTypeOf<{
    a: Maybe<string>;
    list: Maybe<string>[];
  }>();
});

it('recursive types end', () => {
  interface Tree {
    value: string;
    children: Tree[];
  }
  expectTypeOf<Wrapped<Tree, 'value'>['children'][number]['value']>().toEqualTypeOf<Maybe<string>>();
  expectTypeOf<Wrapped<Tree, 'value'>['value']>().toEqualTypeOf<Secret<string>>();
});
