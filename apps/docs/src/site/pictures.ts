/** What a picture of a screen shows, for those who do not see it; `npm run screenshots` takes them. */
export const pictures: Readonly<Record<string, string>> = {
  'dashboard/home':
    'The dashboard of a handle: what was sold today and this month, and a payment that was disputed and waits for an answer.',
  'dashboard/sale':
    'A sale in the dashboard: the buyer, what was paid, kept and passed on, and the button to refund it.',
  'dashboard/revenue':
    'Revenue in the dashboard: a chart of the months, and what remains of each after refunds and fees.',
  'dashboard/files': 'Files in the dashboard, with who may download each, and until when.',
  'hosted/page-buy':
    'A page that is for sale, as a visitor sees it: what it is about, the price, and the button to buy it.',
  'hosted/group-buy':
    'A group buy: how many have joined, how many are needed, and the field to join by email.',
  'hosted/page-sign-in': 'A page for members asks for an email address, to which it sends a link and a code.',
  'docs/reference':
    'The reference of an operation in the docs: what it does, its parameters, and a sample of the SDK beside them.',
}

/** The file of a picture, as it is served and stored in `public`. */
export const pictureFile = (name: string): string => `/screens/${name.replace('/', '-')}.webp`

/** The picture of a screen, as Markdown. */
export function picture(name: string): string {
  const text = pictures[name]
  if (text === undefined) throw new Error(`There is no picture of ${name}.`)
  return `![${text}](${pictureFile(name)})`
}
