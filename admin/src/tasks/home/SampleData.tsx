/** "This is sample data": said as long as the sample accounts are there, with how to begin for real. */
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useStore } from 'react-admin'
import { call } from '../../api.ts'
import { useWords } from '../parts/words.ts'

export function SampleData() {
  const words = useWords()
  const [open, setOpen] = useState(false)
  const [hidden, setHidden] = useStore('sampleData.hidden', false)
  const { data } = useQuery({
    queryKey: ['auth', 'options'],
    queryFn: () => call<{ demo: boolean }>('GET', '/auth/options'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!data?.demo || hidden) return null
  return (
    <>
      <Alert
        severity="info"
        sx={{ flexWrap: 'wrap', '& .MuiAlert-message': { flex: '1 1 220px' } }}
        action={
          <>
            <Button color="inherit" size="small" onClick={() => setOpen(true)}>
              {words('home.sample.startEmpty')}
            </Button>
            <Button color="inherit" size="small" onClick={() => setHidden(true)}>
              {words('home.sample.hide')}
            </Button>
          </>
        }
      >
        {words('home.sample.notice')}
      </Alert>
      <Dialog open={open} onClose={() => setOpen(false)} maxWidth="sm">
        <DialogTitle>{words('home.sample.title')}</DialogTitle>
        <DialogContent>
          <p>{words('home.sample.how')}</p>
          <pre style={{ whiteSpace: 'pre-wrap' }}>SEED=empty STORE_URL=file:./our-data npm start</pre>
          <p>{words('home.sample.after')}</p>
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>{words('ok')}</Button>
        </DialogActions>
      </Dialog>
    </>
  )
}
