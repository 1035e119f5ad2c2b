import { Type } from 'typebox';
import { defineSource } from '../connector.ts';
import { BATCH_PROVIDER, CLOUD_STORAGE_FLOW } from '../files/file-store.ts';
import { openSftp } from './sftp-store.ts';

const SERVER = {
  host: Type.String({ title: 'Host', minLength: 1 }),
  port: Type.Optional(Type.Integer({ title: 'Port', minimum: 1, maximum: 65_535, default: 22 })),
  userName: Type.String({ title: 'User name', minLength: 1 }),
  folderPath: Type.Optional(
    Type.String({ title: 'Folder', description: 'All paths are below it; the folder signed in to unless given.' }),
  ),
  hostKey: Type.Optional(
    Type.String({
      title: "Fingerprint of the server's key",
      description:
        'SHA256:…, as ssh-keygen -lf prints it. Without it no connection is made; the refusal tells the one the server shows.',
    }),
  ),
};

/** Files on an SFTP server (page "SFTP connector"), signed in to by password or by key. */
export const sftp = defineSource({
  name: 'sftp',
  connectionSpec: {
    id: 'b7bf2577-4520-42c9-bae9-cad01560f7bc',
    name: 'sftp',
    version: '1.0',
    providerId: BATCH_PROVIDER,
    type: 'FileSystem',
    title: 'SFTP',
    description: 'Read CSV files, plain or in zip or gzip, from an SFTP server: once or on a schedule.',
    category: 'Cloud storage',
    beta: false,
    auth: [
      {
        name: 'Basic Authentication for sftp',
        type: 'Basic',
        params: Type.Object({ ...SERVER, password: Type.String({ title: 'Password', format: 'password' }) }),
      },
      {
        name: 'SSH PublicKey Authentication for sftp',
        type: 'KeyBased',
        params: Type.Object({
          ...SERVER,
          privateKeyContent: Type.String({
            title: 'Private key',
            description: 'Base64 of a private key in OpenSSH or PEM form.',
            format: 'password',
          }),
          passPhrase: Type.Optional(Type.String({ title: 'Passphrase of the key', format: 'password' })),
        }),
      },
    ],
    flowSpecs: [CLOUD_STORAGE_FLOW],
  },
  files: openSftp,
});
