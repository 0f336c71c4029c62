import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Modal,
  Notification,
  PasswordInput,
} from '@mantine/core'
import { t } from '../text/text.ts'

// The colours and type of the hosted pages: warm paper, ink, and brass for what leads on.
const brass: MantineColorsTuple = [
  '#fbf6ea',
  '#f6edda',
  '#eedbb4',
  '#e2b566',
  '#cf9a40',
  '#b07a1f',
  '#96650f',
  '#80530a',
  '#6a4407',
  '#533505',
]
const ink: MantineColorsTuple = [
  '#f8f5ef',
  '#ece7dd',
  '#d6cec1',
  '#f1ece3',
  '#ffffff',
  '#847b6e',
  '#625b50',
  '#1d1a16',
  '#3a342b',
  '#100e0d',
]
/** Mantine takes its greys in the dark from here: text first, paper last. */
const dark: MantineColorsTuple = [
  '#f1ece3',
  '#d6cec1',
  '#b0a798',
  '#857c6e',
  '#38332c',
  '#2a2621',
  '#1f1c19',
  '#161412',
  '#100e0d',
  '#0b0a09',
]
const gray: MantineColorsTuple = [
  '#f8f5ef',
  '#f3eee4',
  '#e5dfd3',
  '#d8d0c1',
  '#c2b8a6',
  '#8d8577',
  '#625b50',
  '#4b4539',
  '#38322a',
  '#1d1a16',
]

/** What goes wrong, and what takes something away. */
const red: MantineColorsTuple = [
  '#fbf0ed',
  '#f5ddd8',
  '#ebbcb3',
  '#f3998f',
  '#d8695d',
  '#c04c40',
  '#b0372b',
  '#a1251b',
  '#8a1d14',
  '#731710',
]
/** What has been reached. */
const green: MantineColorsTuple = [
  '#eff6f1',
  '#dcebe1',
  '#b8d7c3',
  '#7fc99a',
  '#5cae79',
  '#429460',
  '#358453',
  '#2b7a4b',
  '#21643c',
  '#194f2f',
]

const serif =
  'charter, "Bitstream Charter", "Iowan Old Style", "Sitka Text", cambria, "Source Serif 4", "Noto Serif", georgia, serif'
const sans =
  '"Avenir Next", avenir, seravek, "Segoe UI Variable Text", "Segoe UI", roboto, ubuntu, cantarell, "Noto Sans", "Liberation Sans", system-ui, sans-serif'
const mono = 'ui-monospace, "SF Mono", "Cascadia Code", menlo, consolas, "Liberation Mono", monospace'

export const theme = createTheme({
  colors: { brass, ink, dark, gray, red, green },
  primaryColor: 'brass',
  // White can be read on both.
  primaryShade: { light: 7, dark: 6 },
  black: '#1d1a16',
  fontFamily: sans,
  fontFamilyMonospace: mono,
  headings: { fontFamily: serif, fontWeight: '700' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': t.ui.close } } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        size: 520,
        overlayProps: { backgroundOpacity: 0.45 },
        closeButtonProps: { 'aria-label': t.ui.close },
      },
      styles: {
        title: { fontFamily: serif, fontWeight: 700, textWrap: 'balance', overflowWrap: 'anywhere' },
      },
    }),
    // The heading of a dialog is no banner of the whole page.
    ModalHeader: Modal.Header.extend({ defaultProps: { role: 'presentation' } }),
    PasswordInput: PasswordInput.extend({
      defaultProps: { visibilityToggleButtonProps: { 'aria-label': t.ui.showPassword } },
    }),
  },
})

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#faf8f3',
    '--mantine-color-text': '#1d1a16',
    '--mantine-color-dimmed': '#625b50',
    '--mantine-color-placeholder': '#716a5e',
    '--mantine-color-error': '#a1251b',
    '--mantine-color-anchor': '#80530a',
    '--lk-surface': '#ffffff',
    '--lk-line': '#e5dfd3',
  },
  dark: {
    '--mantine-color-body': '#161412',
    '--mantine-color-text': '#f1ece3',
    '--mantine-color-dimmed': '#b0a798',
    '--mantine-color-placeholder': '#a39a8c',
    '--mantine-color-error': '#f3998f',
    '--mantine-color-anchor': '#e2b566',
    '--lk-surface': '#1f1c19',
    '--lk-line': '#38332c',
  },
})
