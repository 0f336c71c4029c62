export const support = {
  title: 'Support',
  hint: 'Something does not work as it should? Tell those who run this Latchkey.',
  include: 'What helps most',
  tips: [
    'What you did, what you expected, and what happened instead.',
    'The request ID of an error, so that we can look it up.',
    'A link to a screenshot or a recording, if you have one.',
    'No passwords, tokens or card numbers.',
  ],
  summary: 'The problem in one sentence',
  details: 'What happened?',
  requestId: 'Request ID',
  requestIdHint: (days: number) =>
    `It stands with every error, and starts with req_. What is known about that request is attached; it is kept for ${days} days.`,
  link: 'Link to a screenshot',
  send: 'Send report',
  sent: 'Thank you. Your report has arrived.',
  number: 'Report number',
  numberHint: 'Quote it when you ask about the report.',
  requestMissing: 'The request you named was not kept, so please describe what you did and when.',
  another: 'Report another problem',
  report: 'Report this',
}
