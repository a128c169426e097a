import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        input: {
          electron: resolve('src/main/electron.ts'),
          node: resolve('src/main/node.ts'),
          cli: resolve('src/main/cli.ts'),
          'ekg-worker': resolve('src/main/ekg-worker.ts'),
          'ekg-reader-worker': resolve('src/main/ekg-reader-worker.ts'),
          'log-worker': resolve('src/main/log-worker.ts'),
          'paper-worker': resolve('src/main/paper-worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: { index: resolve('src/preload/index.ts') },
        // A sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: { rolldownOptions: { input: { index: resolve('src/renderer/index.html') } } },
  },
});
