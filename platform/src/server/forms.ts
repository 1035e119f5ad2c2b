import type { FastifyRequest } from 'fastify';

/** Query string, urlencoded body and multipart fields as one flat record of texts; the body wins over the query string. */
export async function formFields(request: FastifyRequest): Promise<Record<string, string>> {
  const fields: Record<string, string> = {};
  const put = (name: string, value: unknown) => {
    // The record has no prototype to reach, but a caller's name must not hide a later look-up either.
    if (typeof value === 'string' && name !== '__proto__') fields[name] = value;
  };
  for (const [name, value] of Object.entries(request.query as Record<string, unknown>))
    put(name, Array.isArray(value) ? value.at(-1) : value);
  if (request.isMultipart()) {
    for await (const part of request.parts({ limits: { files: 0, fields: 50, fieldSize: 16_384 } })) {
      if (part.type === 'field') put(part.fieldname, part.value);
    }
    return fields;
  }
  const body = request.body;
  if (Buffer.isBuffer(body)) for (const [name, value] of new URLSearchParams(body.toString())) put(name, value);
  return fields;
}
