import { fileURLToPath } from 'node:url'

const file = (path: string): string => fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${path}`))

/** Inter, from the package: what is drawn must not depend on the fonts of the machine. */
export const FONTS = {
  loadSystemFonts: false,
  defaultFontFamily: 'Inter',
  fontFiles: [file('500Medium/Inter_500Medium.ttf'), file('700Bold/Inter_700Bold.ttf')],
}
