// Starts the window.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import './app/base.css';
import '@mantine/core/styles.layer.css';
import './app/tokens.css';
import './components/controls.css';
import './components/fields.css';
import './components/status.css';
import './components/surfaces.css';
import './components/lists.css';
import './components/floating.css';
import './app/frame.css';
import { App } from './app/app';
import { openConnection } from './client/open-connection';
import { styleNonce } from './client/style-nonce';
import { createQueryClient } from './client/workstation-context';
import { createI18n } from './strings/i18n';

// The content security policy allows no code made at run time and no style without the page's nonce.
z.config({ jitless: true });
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');

createRoot(root).render(
  <StrictMode>
    <App connection={openConnection(window)} queries={createQueryClient()} words={createI18n()} />
  </StrictMode>,
);
