import '@fontsource-variable/inter/opsz.css';
import '@fontsource/ibm-plex-mono/400.css';
import './style/tokens.css';
import './style/reset.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { beginListening } from './client/live-store.ts';
import { applyTheme } from './client/theme.ts';

applyTheme();
beginListening();
createRoot(document.getElementById('root')!).render(<App />);
