import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { deflateSync } from 'node:zlib';
import * as z from 'zod/mini';

/** How GetMetricWidgetImage answers: with bytes, with an error, or not at all. */
export type Drawing = Uint8Array | { readonly status: number; readonly error: string } | 'hang' | 'reset';

/** CloudWatch's GetMetricWidgetImage, which no emulator has, and nothing else of it. */
export interface WidgetImages {
  readonly endpoint: string;
  /** The widgets that were asked for, with the region that signed for it. */
  readonly asked: readonly { readonly region: string; readonly widget: unknown; readonly key: string }[];
  readonly stop: () => Promise<void>;
}

const annotation = { label: z.string(), color: z.string().check(z.regex(/^#[0-9a-f]{6}$/)) };
const period = z
  .int()
  .check(z.refine((seconds) => [1, 5, 10, 20, 30].includes(seconds) || seconds % 60 === 0));
const rendering = z.strictObject({
  id: z.optional(z.string().check(z.regex(/^[a-z]\w*$/))),
  expression: z.optional(z.string()),
  label: z.optional(z.string()),
  stat: z.optional(z.string()),
  period: z.optional(period),
  visible: z.boolean(),
  accountId: z.optional(z.string().check(z.regex(/^\d{12}$/))),
});
/** Namespace, name, pairs of dimensions, rendering; or a rendering alone. */
const metric = z.array(z.unknown()).check(
  z.refine((parts) => parts.length === 1 || (parts.length >= 3 && parts.length % 2 === 1)),
  z.refine((parts) => parts.slice(0, -1).every((part) => typeof part === 'string' && !/^\.+$/.test(part))),
  z.refine((parts) => rendering.safeParse(parts.at(-1)).success),
);

/** As the CloudWatch API reference has it, "Metric Widget Structure and Syntax": of what is used here. */
export const widgetSchema = z.strictObject({
  view: z.enum(['timeSeries', 'bar', 'pie']),
  stacked: z.boolean(),
  title: z.string(),
  width: z.int().check(z.minimum(1), z.maximum(2000)),
  height: z.int().check(z.minimum(1), z.maximum(2000)),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  timezone: z.string().check(z.regex(/^[+-]\d{4}$/)),
  region: z.string(),
  legend: z.strictObject({ position: z.enum(['bottom', 'right', 'hidden']) }),
  metrics: z.array(metric).check(z.minLength(1), z.maxLength(100)),
  annotations: z.strictObject({
    horizontal: z.optional(
      z.array(z.strictObject({ ...annotation, value: z.number(), fill: z.enum(['above', 'below', 'none']) })),
    ),
    vertical: z.optional(z.array(z.strictObject({ ...annotation, value: z.iso.datetime() }))),
  }),
});

/** A PNG of one colour. */
export function pngOf(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    // Nothing here checks sums.
    return Buffer.concat([length, Buffer.from(name, 'latin1'), data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0], 8);
  const pixels = deflateSync(Buffer.alloc((width + 1) * height));
  return Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** @param answer by the number of the request, from 1. */
export async function widgetImages(
  answer: (number: number) => Drawing | Promise<Drawing>,
): Promise<WidgetImages> {
  const asked: { region: string; widget: unknown; key: string }[] = [];
  const server = createServer((request, response) => {
    const work = async (): Promise<void> => {
      const { MetricWidget: widget, OutputFormat: format } = JSON.parse(await text(request));
      const [, key = '', region = ''] =
        /Credential=([^/]+)\/\d+\/([^/]+)\/monitoring\//.exec(request.headers.authorization ?? '') ?? [];
      asked.push({ region, widget: JSON.parse(widget), key });
      const target = request.headers['x-amz-target'];
      const isValid =
        target === 'GraniteServiceVersion20100801.GetMetricWidgetImage' &&
        format === 'png' &&
        Buffer.byteLength(widget) <= 100_000 &&
        widgetSchema.safeParse(JSON.parse(widget)).success;
      const drawing = isValid ? await answer(asked.length) : { status: 400, error: 'ValidationError' };
      if (drawing === 'hang') return;
      if (drawing === 'reset') return void request.socket.resetAndDestroy();
      const headers = { 'content-type': 'application/x-amz-json-1.0' };
      if ('error' in drawing) {
        // The message quotes what it was asked.
        response
          .writeHead(drawing.status, headers)
          .end(JSON.stringify({ __type: drawing.error, message: widget }));
        return;
      }
      const image = Buffer.from(drawing).toString('base64');
      response.writeHead(200, headers).end(JSON.stringify({ MetricWidgetImage: image }));
    };
    void work();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
