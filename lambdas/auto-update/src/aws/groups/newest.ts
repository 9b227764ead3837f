import type { Image as DescribedImage } from '@aws-sdk/client-ec2';
import type { GroupView } from '../../groups.ts';
import type { Image } from '../../release.ts';
import { awsNameOf } from '../aws-name.ts';
import type { AwsCalls } from '../calls.ts';
import { createdOf } from './images.ts';

/** The image that is asked for, by its id; or why there is none. */
export type Named = { readonly id: string; readonly by: string } | { readonly problem: string };

/** @param wanted of a promoted release, instead of that of the parameter */
export async function namedImage(
  calls: AwsCalls,
  { parameter, wanted }: { readonly parameter: string; readonly wanted: Image | undefined },
  signal: AbortSignal,
): Promise<Named> {
  if (wanted !== undefined) return { id: wanted.id, by: 'the release' };
  const { value } = (await parameterOf(calls, parameter, signal)) ?? {};
  if (value === undefined)
    return { problem: `there is no parameter ${parameter}: give it the id of an image` };
  if (!/^ami-[0-9a-z]+$/u.test(value))
    return {
      problem: `the parameter ${parameter} does not hold the id of an image: name one that does, such as …/image_id`,
    };
  return { id: value, by: `the parameter ${parameter}` };
}

/** What a parameter of SSM holds. */
export interface Parameter {
  readonly value: string | undefined;
  /** `text`, or `aws:ec2:image`: it stays what it was made with. */
  readonly dataType: string | undefined;
}

/** Undefined where it is not there. @throws KmscryptError */
export async function parameterOf(
  calls: AwsCalls,
  name: string,
  signal: AbortSignal,
): Promise<Parameter | undefined> {
  try {
    const { Parameter: parameter } = await calls.getParameter({ Name: name }, signal);
    return { value: parameter?.Value?.trim(), dataType: parameter?.DataType };
  } catch (error) {
    if (awsNameOf(error) === 'ParameterNotFound') return undefined;
    throw error;
  }
}

export function newestOf(named: Named, images: ReadonlyMap<string, DescribedImage>): GroupView['newest'] {
  if ('problem' in named) return named;
  const { id, by } = named;
  const image = images.get(id);
  if (image === undefined)
    return {
      problem: `${by} names ${id}, which is not to be seen here: share it with this account, or name another`,
    };
  if (image.State !== 'available')
    return {
      problem: `${by} names ${id}, which is ${image.State ?? 'in no state that is known'}: wait until it is available, or name another`,
    };
  const { Name: name, Architecture: architecture = '' } = image;
  const created = createdOf(image) ?? 0;
  return { image: { id, ...(name === undefined ? {} : { name }), architecture, created } };
}
