import type { Image as DescribedImage } from '@aws-sdk/client-ec2';
import { allPages } from '../all-pages.ts';
import type { AwsCalls } from '../calls.ts';
import { forEach, lotsOf } from '../lots.ts';

/** EC2's most values of a filter. */
const VALUES = 200;

/** Images by id; those that are gone, disabled or not shared with this account are left out. */
export async function imagesById(
  calls: AwsCalls,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, DescribedImage>> {
  // By a filter: asked for by its id, one that is gone would fail the call for all.
  const found = await forEach(lotsOf([...new Set(ids)], VALUES), (lot) =>
    allPages('EC2 DescribeImages', async (from) => {
      const Filters = [{ Name: 'image-id', Values: [...lot] }];
      const answer = await calls.describeImages(
        // Hosts may well have one that is deprecated by now.
        { Filters, IncludeDeprecated: true, NextToken: from },
        signal,
      );
      return { items: answer.Images, next: answer.NextToken };
    }),
  );
  return new Map(found.flat().map((image) => [image.ImageId ?? '', image]));
}

/** In milliseconds since the epoch; undefined where it is not known. */
export function createdOf(image: DescribedImage | undefined): number | undefined {
  const created = Date.parse(image?.CreationDate ?? '');
  return Number.isNaN(created) ? undefined : created;
}
