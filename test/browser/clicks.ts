import type { BrowserContext } from 'playwright-core'

export interface Clicks {
  /** So many times somebody has clicked, or pressed a key in place of a click. */
  count(): number
  /** What was clicked, in order, for whoever has to find one too many. */
  readonly log: readonly string[]
}

/**
 * Counts what a person's hand does in every page and frame of a browser, the VLE's as well as the tool's: each press of the mouse; Enter
 * and Space where they stand for one; a select that was opened and chosen from is two. A field that is typed into without having been clicked
 * counts as clicked. Put in before the first page is opened.
 */
export async function countClicks(context: BrowserContext): Promise<Clicks> {
  const log: string[] = []
  await context.exposeFunction('tellClick', (what: string) => {
    log.push(what)
  })
  await context.addInitScript(`(() => {
    const told = new WeakSet()
    const name = (one) => (one.labels?.[0] ?? one.closest?.('a, button, label') ?? one).textContent.trim().replace(/\\s+/g, ' ').slice(0, 60)
    const tell = (what, one) => { window.tellClick(what + ': ' + name(one)) }
    const on = (type, listener) => addEventListener(type, (event) => { if (event.isTrusted) listener(event) }, true)
    on('pointerdown', ({ target }) => { told.add(target); tell('click', target) })
    on('keydown', ({ key, target }) => {
      const typed = /^(INPUT|TEXTAREA)$/.test(target.tagName) && !/^(checkbox|radio|submit)$/.test(target.type)
      if (key === 'Enter' || (key === ' ' && !typed)) tell('key', target)
    })
    addEventListener('input', ({ target }) => {
      if (target.tagName === 'SELECT') { tell('open', target); tell('choose', target) }
      else if (!told.has(target)) { told.add(target); tell('field', target) }
    }, true)
  })()`)
  return { count: () => log.length, log }
}
