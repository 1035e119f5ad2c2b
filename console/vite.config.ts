import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import macros from 'unplugin-parcel-macros';
import { defineConfig, type Plugin } from 'vite';

/**
 * Spectrum asks a font host of its maker for its typeface. A self-hosted console asks nobody but its own platform (the
 * content security policy forbids it too), so the component that asks becomes one that renders nothing, and text is set in
 * the system's font, which is Spectrum's own fallback.
 */
const systemFont: Plugin = {
  name: 'system-font',
  enforce: 'pre',
  transform(code, id) {
    if (!/@react-spectrum\/s2\/dist\/private\/Fonts\.mjs$/.test(id)) return null;
    const exported = /export \{\S+ as (\S+)\}/.exec(code)?.[1];
    if (exported === undefined) throw new Error('the font component of @react-spectrum/s2 has changed its shape');
    return { code: `const none = () => null;\nexport { none as ${exported} };\n`, map: null };
  },
};

const SMALLEST = 1024;
const brotli = (bytes: Buffer) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });

/** Puts a packed form of each script and style sheet beside it, which the platform serves to browsers that take it. */
const packed: Plugin = {
  name: 'packed',
  writeBundle({ dir }, bundle) {
    for (const name of Object.keys(bundle).filter((file) => /\.(?:js|css)$/.test(file))) {
      const path = join(dir!, name);
      const bytes = readFileSync(path);
      if (bytes.length < SMALLEST) continue;
      writeFileSync(`${path}.br`, brotli(bytes));
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    }
  },
};

/** The style macro of Spectrum 2 must be expanded before React's transform sees the file. */
export default defineConfig({
  plugins: [systemFont, macros.vite(), react(), packed],
  build: { target: 'es2022', cssMinify: 'lightningcss', chunkSizeWarningLimit: 1500 },
  server: { proxy: { '^/(ims|data|meniscus|collection)/': 'http://127.0.0.1:8080' } },
});
