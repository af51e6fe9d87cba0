import type { Asked } from './progress-table.ts'

export interface Paging {
  readonly page: number
  readonly pages: number
  readonly several: boolean
  readonly previous: string | null
  readonly next: string | null
}

/** Links to the pages before and after, with the filter kept. */
export function presentPaging(total: number, asked: Asked): Paging {
  return pagingOf(total, asked, (page) => {
    const query = new URLSearchParams()
    for (const name of ['search', 'holds', 'attention'] as const) {
      const value = asked[name]
      if (value) query.set(name, value)
    }
    query.set('page', String(page))
    return `${asked.base}/?${query}#learners`
  })
}

/** The same for any list whose pages have these addresses. */
export function pagingOf(
  total: number,
  asked: { readonly page: number; readonly size: number },
  link: (page: number) => string,
): Paging {
  const pages = Math.max(1, Math.ceil(total / asked.size))
  return {
    page: asked.page,
    pages,
    several: pages > 1,
    previous: asked.page > 1 ? link(Math.min(asked.page - 1, pages)) : null,
    next: asked.page < pages ? link(asked.page + 1) : null,
  }
}
