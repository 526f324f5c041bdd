/** The heavy half of rich text: the editor, and the cleaner that foreign HTML goes through before it is shown. */
import { RichTextInput } from 'ra-input-rich-text'
import { RecordContextProvider, RichTextField } from 'react-admin'
import { inputProps } from './line.tsx'
import type { InputProps } from './view.ts'

export const Editor = (props: InputProps) => <RichTextInput {...inputProps(props)} fullWidth />

export const Sanitised = ({ html }: { html: string }) => (
  <RecordContextProvider value={{ id: 'html', html }}>
    <RichTextField source="html" />
  </RecordContextProvider>
)
