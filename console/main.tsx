import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import * as z from 'zod';
import { Speaking } from './catalogue/text.tsx';
import { startTheme } from './frame/theme.ts';
import { SignIn } from './sign-in/sign-in.tsx';
import './styles/base.css';

// The page's policy forbids code that is made from text, which zod would try.
z.config({ jitless: true });
startTheme();

const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <Speaking>
        <SignIn />
      </Speaking>
    </StrictMode>,
  );
