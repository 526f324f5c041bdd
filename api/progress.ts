/** A bar on a terminal; nothing elsewhere, so that logs and pipes stay readable. */

export interface Progress {
  /** `of`: how many there will be, as far as is known now. */
  (done: number, of: number): void
  end(): void
}

const width = 30
/** Drawing is slower than counting. */
const drawsMax = 200

export function progressOn(stream: { isTTY?: boolean; write(text: string): unknown }, label: string): Progress {
  let drawn = -1
  const draw = (done: number, of: number) => {
    if (!stream.isTTY) return
    const part = of > 0 ? Math.min(1, done / of) : 1
    const step = Math.floor(part * drawsMax)
    if (step === drawn) return
    drawn = step
    const filled = Math.round(part * width)
    const bar = '█'.repeat(filled) + '░'.repeat(width - filled)
    stream.write(`\r${label} ${bar} ${Math.floor(part * 100)} % (${done} of ${of})\u001b[K`)
  }
  return Object.assign(draw, {
    end() {
      if (stream.isTTY && drawn >= 0) stream.write('\r\u001b[K')
    },
  })
}
