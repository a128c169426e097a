/** Loaded before the built desktop entry: makes `import 'electron'` reach the stand-in. */
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context);
    return { url: new URL('./stand-in.ts', import.meta.url).href, shortCircuit: true };
  },
});
