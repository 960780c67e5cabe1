import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Builds the console into files that a strict Content-Security-Policy can serve: nothing inline, no data: addresses.
 */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    chunkSizeWarningLimit: 1_000,
    reportCompressedSize: true,
  },
});
