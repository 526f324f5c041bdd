/**
 * The admin was built anew while a page was open: what that page still has to fetch has another name by now. One reload
 * mends that; a second one would only hide that something else is wrong.
 */

/** As Chromium, Firefox and Safari say that a part of the program did not come; and Vite, for its style. */
const sentences =
  /dynamically imported module|importing a module script failed|error loading dynamically|unable to preload css/i

export const isStale = (error: unknown): boolean => error instanceof Error && sentences.test(error.message)

const key = 'dormouse.reloadedAt'
const againAfterMs = 60_000

/** Answers whether the page is about to be loaded anew. */
export function reloadOnce(): boolean {
  try {
    const last = Number(sessionStorage.getItem(key) ?? 0)
    if (Date.now() - last < againAfterMs) return false
    sessionStorage.setItem(key, String(Date.now()))
  } catch {
    // Without a memory it might reload for ever.
    return false
  }
  window.location.reload()
  return true
}
