import { putField, type Sent, sentBytes, sentForm } from './sent.ts';

/** Query string, urlencoded body and multipart fields as one flat record of texts; the body wins over the query string. */
export async function formFields(sent: Sent, largest: number): Promise<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(sent.request.query as Record<string, unknown>))
    putField(fields, name, Array.isArray(value) ? value.at(-1) : value);
  if (sent.request.isMultipart()) return { ...fields, ...(await sentForm(sent, { files: 0, fileSize: 0 })).fields };
  const body = (await sentBytes(sent, largest)) ?? '';
  for (const [name, value] of new URLSearchParams(body.toString())) putField(fields, name, value);
  return fields;
}
