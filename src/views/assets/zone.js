// The browser's zone is proposed, and never set by itself.
export function proposeZone() {
  const template = document.getElementById('zone-proposal');
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (!template || !timeZone || /^(UTC|Etc\/|GMT)/.test(timeZone)) return;
  const proposal = template.content.cloneNode(true);
  for (const place of proposal.querySelectorAll('[data-zone]')) place.textContent = timeZone.replaceAll('_', ' ');
  proposal.querySelector('button').value = timeZone;
  proposal.querySelector('input[name="next"]').value = location.pathname + location.search;
  template.replaceWith(proposal);
}
