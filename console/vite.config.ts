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

/** The style macro of Spectrum 2 must be expanded before React's transform sees the file. */
export default defineConfig({
  plugins: [systemFont, macros.vite(), react()],
  build: { target: 'es2022', cssMinify: 'lightningcss', chunkSizeWarningLimit: 1500 },
  server: { proxy: { '^/(ims|data|meniscus|collection)/': 'http://127.0.0.1:8080' } },
});
