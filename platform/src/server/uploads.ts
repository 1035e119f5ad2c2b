import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { SentFile, Upload, UploadedFile } from '../kernel/index.ts';
import { fileTooLarge, noForm, oneFileOnly } from './errors.ts';
import { LONGEST_FIELD, MOST_FIELDS, putField, type Sent, sentBytes, sentForm, textOf } from './sent.ts';

const MOST_FILES = 4;

async function keep(part: MultipartFile, dir: string, number: number): Promise<UploadedFile> {
  // The caller's file name is shown, never used as a path.
  const path = join(dir, String(number));
  await pipeline(part.file, createWriteStream(path, { mode: 0o600 }));
  return { field: part.fieldname, name: part.filename, path, size: part.file.bytesRead };
}

/**
 * Takes a multipart body to a folder of its own, file by file, hands it to `use` and removes the folder, whatever happens.
 * Files never stand in memory as a whole. 413 as soon as a file is larger than `largest` bytes, 400 when the body is no form.
 */
export async function withUpload<T>(
  request: FastifyRequest,
  largest: number,
  use: (upload: Upload) => Promise<T>,
): Promise<T> {
  if (!request.isMultipart()) throw noForm();
  const dir = await mkdtemp(join(tmpdir(), 'meniscus-upload-'));
  try {
    const fields: Record<string, string> = {};
    const files: UploadedFile[] = [];
    const limits = { fields: MOST_FIELDS, files: MOST_FILES, fieldSize: LONGEST_FIELD, fileSize: largest };
    for await (const part of request.parts({ limits })) {
      if (part.type === 'file') {
        files.push(await keep(part, dir, files.length));
        if (part.file.truncated) throw fileTooLarge(largest, part.filename);
      } else putField(fields, part.fieldname, part.value);
    }
    return await use({ fields, files });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/**
 * The one file of a request, in memory: the body as it is, or the file of a multipart body. 413 when it is larger than `largest`
 * bytes, 400 when a form has no file or several or it is not UTF-8, 503 when it must give way.
 */
export async function sentFile(sent: Sent, largest: number): Promise<SentFile> {
  const { request } = sent;
  if (!request.isMultipart()) {
    const bytes = (await sentBytes(sent, largest)) ?? Buffer.alloc(0);
    return { text: textOf(bytes), type: (request.headers['content-type'] ?? '').toLowerCase(), name: '', fields: {} };
  }
  const { fields, files } = await sentForm(sent, { files: 2, fileSize: largest });
  const [file, another] = files;
  if (file === undefined || another !== undefined) throw oneFileOnly(files.length);
  return { text: textOf(Buffer.concat(file.chunks)), type: file.type, name: file.name, fields };
}
