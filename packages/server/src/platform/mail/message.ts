import { html } from 'hono/html'
import type { Html } from '../html/html.ts'
import { contactLinks } from '../seller.ts'
import { oneLine } from './one-line.ts'
import type { MailSeller } from './sender.ts'

/** One part of a mail. It is written once; the text and the HTML alternative are both made from it. */
export type MailBlock =
  | { readonly paragraph: string }
  /** A link as a button, and below it as a URL that can be copied. */
  | { readonly button: string; readonly url: string }
  /** A code to type somewhere else. */
  | { readonly code: string }
  /** Names with their values, such as what was bought and for how much. */
  | { readonly facts: readonly (readonly [name: string, value: string])[] }
  /** What the reader needs only when something is odd. */
  | { readonly note: string }

/** A mail as an area writes it. */
export interface Mail {
  readonly to: string
  readonly subject: string
  /** What inboxes show beside the subject. */
  readonly preheader: string
  readonly heading: string
  readonly blocks: readonly MailBlock[]
  /** The seller in whose name it goes to their buyer: named as the sender, and answered by them. */
  readonly seller?: MailSeller
}

const SUBJECT_LENGTH = 120

/** The subject and both alternatives of the mail. */
export async function renderMail(mail: Mail): Promise<{ subject: string; text: string; html: string }> {
  const subject = oneLine(mail.subject)
  // By characters, so that none is cut in half.
  const characters = [...subject]
  const cut =
    characters.length > SUBJECT_LENGTH ? `${characters.slice(0, SUBJECT_LENGTH - 1).join('')}…` : subject
  return { subject: cut, text: textPart(mail), html: String(await htmlPart(mail, cut)) }
}

const textPart = ({ heading, blocks, seller }: Mail): string =>
  [oneLine(heading), ...blocks.map(blockText), ...(seller ? [footText(seller)] : [])]
    .join('\n\n')
    .concat('\n')

const sentFor = ({ name }: MailSeller): string => `Sent by Latchkey for ${oneLine(name)}.`

const footText = (seller: MailSeller): string =>
  [`-- \n${sentFor(seller)}`, ...contactLinks(seller).map(({ label, text }) => `${label}: ${text}`)].join(
    '\n',
  )

function blockText(block: MailBlock): string {
  if ('paragraph' in block) return oneLine(block.paragraph)
  if ('button' in block) return `${oneLine(block.button)}:\n${block.url}`
  if ('code' in block) return `    ${grouped(block.code)}`
  if ('facts' in block) {
    return block.facts.map(([name, value]) => `${oneLine(name)}: ${oneLine(value)}`).join('\n')
  }
  return oneLine(block.note)
}

// Scripts that are written from right to left, and what stands between two words of them.
const RIGHT_TO_LEFT = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u
const RUN = new RegExp(
  `${RIGHT_TO_LEFT.source}+(?:[\\p{N}\\p{P}\\p{Z}\\p{M}\\u200c\\u200d]*${RIGHT_TO_LEFT.source}+)*`,
  'gu',
)

/** A sentence of ours on one line: names in it that run from right to left leave the rest of it in order. */
function sentence(text: string): Html {
  const line = oneLine(text)
  const runs = [...line.matchAll(RUN)]
  let at = 0
  const parts = runs.map(({ 0: run, index }) => {
    const before = line.slice(at, index)
    at = index + run.length
    return html`${before}<bdi dir="auto">${run}</bdi>`
  })
  return html`${parts}${line.slice(at)}`
}

/** Two halves are easier to carry in mind; the server ignores the space. */
const grouped = (code: string): string => {
  const half = Math.ceil(code.length / 2)
  return `${code.slice(0, half)} ${code.slice(half)}`
}

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Helvetica, Arial, sans-serif"

// Tables and inline styles, because Outlook lays mails out with Word; classes only for dark mode, which clients that
// do not know the media query leave alone.
const htmlPart = (mail: Mail, subject: string): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<meta name="x-apple-disable-message-reformatting">
<title>${subject}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #16181b !important; }
  .card { background: #202327 !important; border-color: #343940 !important; }
  .ink { color: #f1f0ec !important; }
  .quiet { color: #b3b5b8 !important; }
  .link { color: #e0b774 !important; }
  .button { background: #80530a !important; }
  .panel { background: #2a2e33 !important; }
  .rule { border-color: #343940 !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f4f3ef;">
<div style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all;">${oneLine(mail.preheader)}</div>
<table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f4f3ef;">
<tr><td align="center" style="padding:32px 16px;">
<!--[if mso]><table role="presentation" width="560" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table class="card" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;background:#ffffff;border:1px solid #e3e1da;border-radius:12px;">
<tr><td style="padding:36px 32px 20px;">
<h1 class="ink" style="margin:0 0 20px;font-family:${FONT};font-size:24px;line-height:32px;font-weight:700;color:#1c1e21;">${sentence(mail.heading)}</h1>
${mail.blocks.map(blockHtml)}
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
${mail.seller ? footHtml(mail.seller) : ''}</td></tr>
</table>
</body>
</html>
`

const paragraphStyle = `margin:0 0 20px;font-family:${FONT};font-size:16px;line-height:26px;`
const noteStyle = `margin:0 0 16px;font-family:${FONT};font-size:14px;line-height:22px;`

function blockHtml(block: MailBlock): Html {
  if ('paragraph' in block) {
    return html`<p class="ink" style="${paragraphStyle}color:#1c1e21;">${sentence(block.paragraph)}</p>
`
  }
  if ('button' in block) return buttonHtml(oneLine(block.button), block.url)
  if ('code' in block) {
    return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td style="padding:0 0 20px;"><p class="panel ink" style="margin:0;padding:18px 16px;background:#f4f3ef;border-radius:8px;text-align:center;font-family:Consolas, Menlo, 'Courier New', monospace;font-size:32px;line-height:40px;font-weight:700;letter-spacing:4px;color:#1c1e21;">${grouped(block.code)}</p></td></tr></table>
`
  }
  if ('facts' in block) return factsHtml(block.facts)
  return html`<p class="quiet" style="${noteStyle}color:#5c6066;">${sentence(block.note)}</p>
`
}

const buttonHtml = (label: string, url: string): Html =>
  html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td bgcolor="#1d1a16" class="button" style="border-radius:8px;mso-padding-alt:14px 28px;"><a href="${url}" style="display:inline-block;padding:14px 28px;font-family:${FONT};font-size:16px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none;">${label}</a></td></tr></table>
<p class="quiet" style="${noteStyle}padding-top:12px;color:#5c6066;">If the button does not work, copy this address into your browser:<br><a class="link" href="${url}" style="color:#80530a;word-break:break-all;">${url}</a></p>
`

const footHtml = (seller: MailSeller): Html =>
  html`<p class="quiet" style="margin:0;padding:20px 16px 0;max-width:528px;font-family:${FONT};font-size:13px;line-height:22px;color:#5c6066;">${sentFor(seller)}${contactLinks(
    seller,
  ).map(
    ({ label, url }, index) =>
      html`${index === 0 ? html`<br>` : ' · '}<a class="link" href="${url}" style="color:#80530a;">${label}</a>`,
  )}</p>
`

const factsHtml = (facts: readonly (readonly [name: string, value: string])[]): Html =>
  html`<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px;">
${facts.map(
  ([
    name,
    value,
  ]) => html`<tr><th class="quiet rule" scope="row" align="left" valign="top" style="padding:10px 16px 10px 0;border-top:1px solid #e3e1da;font-family:${FONT};font-size:14px;line-height:22px;font-weight:400;color:#5c6066;white-space:nowrap;">${oneLine(name)}</th><td class="ink rule" dir="auto" align="left" valign="top" style="padding:10px 0;border-top:1px solid #e3e1da;font-family:${FONT};font-size:16px;line-height:22px;color:#1c1e21;word-break:break-word;">${oneLine(value)}</td></tr>
`,
)}</table>
`
