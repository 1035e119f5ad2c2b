import { isUtf8 } from 'node:buffer';
import type { ServerResponse } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { type Bodies, BodyDropped } from '../kernel/index.ts';
import { bodyTooLarge, fileTooLarge, noText } from './errors.ts';

/** A request with a body that was not read yet, and what reading it takes. */
export interface Sent {
  readonly request: FastifyRequest;
  readonly response: ServerResponse;
  readonly bodies: Bodies;
}

/** A form in memory. */
export interface Form {
  readonly fields: Record<string, string>;
  readonly files: { readonly chunks: Buffer[]; readonly type: string; readonly name: string }[];
}

/** Limits of a form; sizes in bytes. */
interface FormLimits {
  readonly files: number;
  readonly fileSize: number;
}

/** More parts than any route has fields. */
export const MOST_FIELDS = 50;
export const LONGEST_FIELD = 16_384;

/** Fields of a form by name; the record has no prototype to reach, but a caller's name must not hide a later look-up either. */
export function putField(fields: Record<string, string>, name: string, value: unknown): void {
  if (typeof value === 'string' && name !== '__proto__') fields[name] = value;
}

/** The body of a request, undefined when it has none. 413 when it is larger than `largest` bytes, 503 when it must give way. */
export async function sentBytes({ request, response, bodies }: Sent, largest: number): Promise<Buffer | undefined> {
  const { method, raw } = request;
  const { 'content-length': length, 'transfer-encoding': coding } = raw.headers;
  if (method === 'GET' || method === 'HEAD' || request.isMultipart() || (length ?? coding) === undefined)
    return undefined;
  const bytes = await bodies.read(raw, response, largest);
  if (bytes === undefined) throw bodyTooLarge(largest);
  return bytes;
}

/** Bytes as text. 400 when they are not UTF-8: read otherwise, other signs would take the place of those that were sent. */
export function textOf(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw noText();
  return bytes.toString();
}

/** A multipart body, read into memory. 413 for a file that is larger than its limit, 503 when it must give way. */
export async function sentForm({ request, response, bodies }: Sent, limits: FormLimits): Promise<Form> {
  let form: Form | undefined = { fields: {}, files: [] };
  const gone = Promise.withResolvers<never>();
  const room = bodies.room(response, () => {
    form = undefined;
    gone.reject(new BodyDropped());
  });
  const read = async () => {
    for await (const part of request.parts({
      limits: { ...limits, fields: MOST_FIELDS, fieldSize: LONGEST_FIELD },
    })) {
      if (part.type === 'field') {
        room.add(String(part.value).length);
        if (form !== undefined) putField(form.fields, part.fieldname, part.value);
        continue;
      }
      form?.files.push({ chunks: [], type: part.mimetype.toLowerCase(), name: part.filename });
      // Nothing here may hold what came: a form that gave way is let go of while its sender goes on.
      for await (const chunk of part.file) {
        form?.files.at(-1)?.chunks.push(chunk as Buffer);
        room.add((chunk as Buffer).length);
      }
      if (part.file.truncated) throw fileTooLarge(limits.fileSize);
    }
    room.complete();
    return form;
  };
  return (await Promise.race([read(), gone.promise]))!;
}
