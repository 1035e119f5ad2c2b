import react from '@vitejs/plugin-react';
import macros from 'unplugin-parcel-macros';
import { defineConfig } from 'vite';

/** The style macro of Spectrum 2 must be expanded before React's transform sees the file. */
export default defineConfig({
  plugins: [macros.vite(), react()],
  build: { target: 'es2022', cssMinify: 'lightningcss', chunkSizeWarningLimit: 1500 },
  server: { proxy: { '^/(ims|data|meniscus|collection)/': 'http://127.0.0.1:8080' } },
});
