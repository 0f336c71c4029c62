/**
 * Where pages went that had another address, and where addresses lead that people guess. Add a line when you rename a
 * page, and correct the lines that lead to it: nobody is sent on twice.
 */
export const redirects: Readonly<Record<string, string>> = {
  '/api': '/reference',
  '/openapi': '/reference/openapi',
  '/quick-start': '/start/quick-start',
  '/support': '/help/support',
}

/** What is wrong with redirects on a site with these pages, in a sentence each. */
export function redirectProblems(
  table: Readonly<Record<string, string>>,
  isPage: (path: string) => boolean,
): string[] {
  return Object.entries(table).flatMap(([from, to]) => {
    const [target = ''] = to.split('#')
    return [
      ...(from.startsWith('/') && !from.endsWith('/') ? [] : [`${from} is no path of a page.`]),
      ...(isPage(from) ? [`${from} is a page.`] : []),
      ...(Object.hasOwn(table, target) ? [`${from} leads to ${target}, which leads on.`] : []),
      ...(isPage(target) || Object.hasOwn(table, target)
        ? []
        : [`${from} leads to ${to}, which is no page.`]),
    ]
  })
}
