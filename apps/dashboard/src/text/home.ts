const s = (count: number) => (count === 1 ? '' : 's')

export const home = {
  title: 'Home',
  visit: 'Visit your site',
  today: 'Today',
  month: 'This month',
  utc: 'Days run from midnight to midnight UTC.',
  sales: (count: number) => `${count} sale${s(count)}`,
  noSales: 'No sales yet',
  refunded: (amount: string) => `${amount} refunded`,
  attention: 'Needs your attention',
  nothing: 'Nothing needs your attention.',
  due: (day: string) => `by ${day}`,
  kinds: {
    dispute_open: (count: number) => `${count} disputed payment${s(count)}: send us your evidence`,
    refund_failed: (count: number) => `${count} refund${s(count)} did not reach the buyer`,
    connect_incomplete: () => 'Stripe is not connected, so nothing can be sold',
    connect_requirements_due: () => 'Stripe needs something from you before it pays out',
    webhook_endpoint_disabled: (count: number) =>
      count === 1
        ? 'A webhook endpoint failed for too long, and no longer gets events'
        : `${count} webhook endpoints failed for too long, and no longer get events`,
    support_report_open: (count: number) =>
      count === 1
        ? 'A problem with this site was reported to us. We are looking into it.'
        : `${count} problems with this site were reported to us. We are looking into them.`,
  },
  other: 'Something new needs a look',

  // The first run
  start: 'Get ready to sell',
  left: (done: number, all: number) => `${done} of ${all} done`,
  hide: 'Hide these steps',
  show: 'Show the steps to your first sale',
  done: 'Done',
  steps: {
    name: { title: 'Choose a name', hint: 'The address of your site.' },
    profile: {
      title: 'Tell buyers who you are',
      hint: 'A name for your site, and where buyers can reach you.',
    },
    page: { title: 'Write your first page', hint: 'Only you see it until you publish it.' },
    connect: { title: 'Connect Stripe', hint: 'Stripe pays you out. You need it for paid pages.' },
    publish: { title: 'Publish the page', hint: 'From then on, visitors can find it and buy it.' },
    share: {
      title: 'Share the link',
      hint: 'Send it to the first people who may want it.',
      later: 'Publish a page first.',
    },
  },
  ownerConnects: 'Only the owner can do this.',
  ownerOrOperator: 'The owner or an operator does this.',
  copyLink: 'Copy link',
  linkCopied: 'The link is copied. Paste it wherever your first readers are.',
}
