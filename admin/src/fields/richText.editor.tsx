/** The heavy half of rich text: the editor, and the cleaner that foreign HTML goes through before it is shown. */
import { DefaultEditorOptions, RichTextInput } from 'ra-input-rich-text'
import { RecordContextProvider, RichTextField } from 'react-admin'
import { inputProps } from './line.tsx'
import type { InputProps } from './view.ts'

/** The page's policy allows no styles made at run time, so what the editor needs of its own stands in `sx`. */
const options = { ...DefaultEditorOptions, injectCSS: false }
const styles = {
  '& .ProseMirror': {
    position: 'relative',
    minHeight: 120,
    overflowWrap: 'break-word',
    whiteSpace: 'break-spaces',
    fontVariantLigatures: 'none',
  },
  '& .ProseMirror-gapcursor': { display: 'none', position: 'absolute' },
  '& .ProseMirror-hideselection *::selection': { background: 'transparent' },
}

export const Editor = (props: InputProps) => (
  <RichTextInput {...inputProps(props)} fullWidth editorOptions={options} sx={styles} />
)

export const Sanitised = ({ html }: { html: string }) => (
  <RecordContextProvider value={{ id: 'html', html }}>
    <RichTextField source="html" />
  </RecordContextProvider>
)
