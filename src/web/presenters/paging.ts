import type { Asked } from './progress-table.ts'

export interface Paging {
  readonly page: number
  readonly pages: number
  readonly several: boolean
  readonly previous: string | null
  readonly next: string | null
}

/** Links to the pages before and after. `link`: the address of a page, with the filter kept. */
export function pagesOf(
  total: number,
  { page, size }: { readonly page: number; readonly size: number },
  link: (page: number) => string,
): Paging {
  const pages = Math.max(1, Math.ceil(total / size))
  return {
    page,
    pages,
    several: pages > 1,
    previous: page > 1 ? link(Math.min(page - 1, pages)) : null,
    next: page < pages ? link(page + 1) : null,
  }
}

/** The pages of everybody's progress. */
export function presentPaging(total: number, asked: Asked): Paging {
  return pagesOf(total, asked, (page) => {
    const query = new URLSearchParams()
    for (const name of ['search', 'holds', 'attention', 'group', 'sort'] as const) {
      const value = asked[name]
      if (value) query.set(name, value)
    }
    query.set('page', String(page))
    return `${asked.base}/?${query}#learners`
  })
}
