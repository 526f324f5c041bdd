import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Gate } from './login/Gate.tsx'
import { preferredLocale } from './login/words.ts'

document.documentElement.lang = preferredLocale()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root".')
createRoot(root).render(
  <StrictMode>
    <Gate />
  </StrictMode>,
)
