import { createTheme, type CSSVariablesResolver } from '@mantine/core';

/** Mantine gives behaviour (focus traps, positions, menus); every look comes from our tokens. */
export const mantineTheme = createTheme({
  fontFamily: 'var(--ui)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '14px' },
  defaultRadius: 'sm',
  cursorType: 'default',
  focusRing: 'never',
  respectReducedMotion: true,
});

const variables = {
  '--mantine-color-body': 'var(--bg-raised)',
  '--mantine-color-text': 'var(--tx)',
  '--mantine-color-dimmed': 'var(--tx-3)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-anchor': 'var(--ac-tx)',
  '--mantine-color-error': 'var(--fail)',
  '--mantine-color-placeholder': 'var(--tx-3)',
};

export const mantineVariables: CSSVariablesResolver = () => ({ variables: {}, light: variables, dark: variables });
