/**
 * The look: hazel wood, moss and paper. Calm surfaces, one strong colour for what can be done, nothing louder. Every text
 * colour has a contrast of at least 4.5 on every surface it stands on, in both modes.
 */
import type { ThemeOptions } from '@mui/material/styles'

/** Where one points with a finger (on every phone, whatever it says of itself), what is pressed is as large as a fingertip. */
const underFingers = '@media (pointer: coarse), (max-width: 599.95px)'
const fingerPx = 44

interface Palette {
  page: string
  paper: string
  raised: string
  line: string
  ink: string
  soft: string
  strong: string
  strongHover: string
  onStrong: string
  tint: string
  hazel: string
}

const light: Palette = {
  page: '#faf8f4',
  paper: '#ffffff',
  raised: '#f4f1ea',
  line: '#e2ddd1',
  ink: '#23261f',
  soft: '#595e53',
  strong: '#2f5d50',
  strongHover: '#24493f',
  onStrong: '#ffffff',
  tint: '#e6efe9',
  hazel: '#8a5320',
}

const dark: Palette = {
  page: '#171916',
  paper: '#20231f',
  raised: '#292d27',
  line: '#3a3f37',
  ink: '#ecebe4',
  soft: '#b6b9ae',
  strong: '#8fc9b5',
  strongHover: '#a9dac9',
  onStrong: '#10201b',
  tint: '#2a3b34',
  hazel: '#e0ad78',
}

export const lightTheme = theme('light', light)
export const darkTheme = theme('dark', dark)

function theme(mode: 'light' | 'dark', p: Palette): ThemeOptions {
  return {
    palette: {
      mode,
      primary: { main: p.strong, dark: p.strongHover, contrastText: p.onStrong },
      secondary: { main: p.hazel, contrastText: p.onStrong },
      error: mode === 'light' ? { main: '#a4262c' } : { main: '#ff9d95', contrastText: '#2b0f0d' },
      warning: mode === 'light' ? { main: '#8a5a00' } : { main: '#f0c067', contrastText: '#231800' },
      success: mode === 'light' ? { main: '#2c6b33' } : { main: '#8fd09a', contrastText: '#0f2212' },
      info: mode === 'light' ? { main: '#27597f' } : { main: '#97c7ec', contrastText: '#0c1d2a' },
      background: { default: p.page, paper: p.paper },
      text: { primary: p.ink, secondary: p.soft },
      divider: p.line,
      action: { hover: p.raised, selected: p.tint },
    },
    shape: { borderRadius: 10 },
    typography: {
      fontFamily: 'system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif',
      h1: { fontSize: '1.625rem', fontWeight: 650, lineHeight: 1.25, letterSpacing: '-0.01em' },
      h2: { fontSize: '1.125rem', fontWeight: 650, lineHeight: 1.35 },
      h3: { fontSize: '1rem', fontWeight: 650, lineHeight: 1.4 },
      h4: { fontSize: '1.125rem', fontWeight: 650 },
      h5: { fontSize: '1.0625rem', fontWeight: 650 },
      h6: { fontSize: '1rem', fontWeight: 650 },
      button: { textTransform: 'none', fontWeight: 600 },
    },
    components: components(p),
  }
}

function components(p: Palette): ThemeOptions['components'] {
  return {
    MuiCssBaseline: {
      styleOverrides: {
        ':focus-visible': { outline: `3px solid ${p.strong}`, outlineOffset: 2 },
        // MUI draws its own focus inside inputs; the outline of the page would stand beside it.
        'input:focus-visible, textarea:focus-visible, [contenteditable]:focus-visible': { outline: 'none' },
        'a:not([class])': { color: p.strong },
        // Nothing slides or fades for whoever has asked their system for that.
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': { transitionDuration: '0s !important' },
        },
      },
    },
    MuiPaper: {
      defaultProps: { elevation: 0 },
      styleOverrides: {
        root: { backgroundImage: 'none' },
        outlined: { borderColor: p.line },
        elevation1: { boxShadow: 'none', border: `1px solid ${p.line}` },
      },
    },
    MuiCard: { defaultProps: { variant: 'outlined' }, styleOverrides: { root: { borderRadius: 14 } } },
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: { root: { minHeight: 36, [underFingers]: { minHeight: fingerPx } } },
    },
    MuiIconButton: {
      styleOverrides: {
        root: { minWidth: 36, minHeight: 36, [underFingers]: { minWidth: fingerPx, minHeight: fingerPx } },
      },
    },
    MuiToggleButton: { styleOverrides: { root: { [underFingers]: { minWidth: fingerPx, minHeight: fingerPx } } } },
    MuiCheckbox: { styleOverrides: { root: { [underFingers]: { minWidth: fingerPx, minHeight: fingerPx } } } },
    MuiTextField: { defaultProps: { variant: 'outlined', margin: 'dense', size: 'small', fullWidth: true } },
    MuiFormControl: { defaultProps: { variant: 'outlined', margin: 'dense', size: 'small', fullWidth: true } },
    MuiAutocomplete: { defaultProps: { fullWidth: true } },
    MuiOutlinedInput: { styleOverrides: { notchedOutline: { borderColor: p.soft } } },
    MuiInputLabel: { styleOverrides: { root: { color: p.soft } } },
    MuiFormHelperText: { styleOverrides: { root: { marginInline: 2, '&:empty': { display: 'none' } } } },
    // Under a page's h1, without a step left out.
    MuiAccordion: { defaultProps: { slots: { heading: 'h2' } } },
    MuiChip: { styleOverrides: { root: { borderRadius: 8 } } },
    MuiTab: {
      styleOverrides: {
        root: { minHeight: 44, minWidth: 0, paddingInline: 11, textTransform: 'none', fontWeight: 600 },
      },
    },
    MuiTabs: { defaultProps: { variant: 'scrollable', scrollButtons: 'auto', allowScrollButtonsMobile: true } },
    MuiDialog: { styleOverrides: { paper: { borderRadius: 16, border: `1px solid ${p.line}` } } },
    MuiTooltip: { defaultProps: { enterDelay: 400 } },
    MuiTableCell: {
      styleOverrides: {
        root: { borderColor: p.line, '&.MuiTableCell-paddingCheckbox': { padding: '0 6px' } },
        head: { color: p.soft, fontWeight: 600, whiteSpace: 'nowrap' },
      },
    },
    MuiListItemIcon: { styleOverrides: { root: { minWidth: 40 } } },
    MuiLink: { styleOverrides: { root: { color: p.strong } } },
  }
}
